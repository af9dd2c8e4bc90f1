package org.swavstream.job.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import org.swavstream.job.console.Console;
import picocli.CommandLine;

/** The command line with its two outputs kept. */
final class CommandLineRun {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Optional<Path> home;

    CommandLineRun() {
        this(Optional.empty());
    }

    /**
     * @param home the folder of the distribution that it is started from
     */
    CommandLineRun(Path home) {
        this(Optional.of(home));
    }

    private CommandLineRun(Optional<Path> home) {
        this.home = home;
    }

    /** Executes a command and returns its exit status. */
    int execute(String... arguments) {
        return commandLine().execute(arguments);
    }

    /** As {@link #execute(String...)}, with one more command. */
    int execute(Object command, String... arguments) {
        return commandLine().addSubcommand(command).execute(arguments);
    }

    private CommandLine commandLine() {
        PrintStream standardOut = new PrintStream(out, true, UTF_8);
        PrintStream standardErr = new PrintStream(err, true, UTF_8);
        return SwavStream.commandLine(
                new CountingJob(),
                new Console(standardOut, standardErr, 200),
                new Launcher(home, "./swav-stream", 200));
    }

    String out() {
        return out.toString(UTF_8);
    }

    String err() {
        return err.toString(UTF_8);
    }
}
