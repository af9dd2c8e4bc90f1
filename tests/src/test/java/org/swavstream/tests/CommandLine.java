package org.swavstream.tests;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

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
    String run(String command, String... more) {
        CommandLineRun run = execute(command, more);
        return run.failed() ? run.err() : run.out();
    }

    CommandLineRun execute(String command, String... more) {
        List<String> arguments = new ArrayList<>(List.of(command, "--data", data.toString()));
        arguments.addAll(List.of(more));
        return CommandLineRun.of(arguments.toArray(String[]::new));
    }

    /** What starts {@code program}, a process of its own, with the command. */
    List<String> words(Path program, String command) {
        return List.of(program.toString(), command, "--data", data.toString());
    }
}
