package org.swavstream.tests;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.swavstream.job.cli.SwavStream;

/** The program as a person calls it, with the settings of a {@link StreamJob}. */
final class CommandLine {

    private final Path data;

    CommandLine(StreamJob job, Path data) throws Exception {
        this.data = data;
        String settings =
                job.configuration().toMap().entrySet().stream()
                        .map(setting -> "%s: '%s'".formatted(setting.getKey(), setting.getValue()))
                        .collect(Collectors.joining("\n"));
        Files.writeString(data.resolve("config.yaml"), settings);
    }

    /** What the command says on standard output; on standard error if it fails. */
    String run(String command, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(command, "--data", data.toString()));
        arguments.addAll(List.of(more));
        PrintStream standardOut = System.out;
        PrintStream standardErr = System.err;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, UTF_8));
        System.setErr(new PrintStream(err, true, UTF_8));
        try {
            SwavStream.main(arguments.toArray(String[]::new));
            return out.toString(UTF_8);
        } catch (IllegalStateException failed) {
            return err.toString(UTF_8);
        } finally {
            System.setOut(standardOut);
            System.setErr(standardErr);
        }
    }
}
