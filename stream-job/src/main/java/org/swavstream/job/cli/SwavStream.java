package org.swavstream.job.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
        name = "swav-stream",
        description =
                "Pretrains a vision model, continuously and exactly once, from images on Kafka.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done, or stopped with a savepoint",
            "1:failed; one line on standard error says why",
            "2:an option or a setting is wrong",
            "130:interrupted before the end"
        })
public final class SwavStream implements Runnable {

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "show the stack trace of an error")
    private boolean verbose;

    @Spec private CommandSpec spec;

    private SwavStream() {}

    /** The command line with all its commands. */
    static CommandLine commandLine(TrainingJob training, Console console, Launcher launcher) {
        SwavStream root = new SwavStream();
        CommandLine commandLine = new CommandLine(root);
        commandLine.addSubcommand(new DemoCommand(training, console, launcher));
        commandLine.addSubcommand(new PublishCommand(console));
        commandLine.addSubcommand(new RunCommand(training, console, launcher));
        FailureReporter reporter = new FailureReporter(console, () -> root.verbose);
        return commandLine
                .setOut(new PrintWriter(console.out(), true, UTF_8))
                .setErr(new PrintWriter(console.err(), true, UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(reporter)
                .setExecutionExceptionHandler(reporter);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }
}
