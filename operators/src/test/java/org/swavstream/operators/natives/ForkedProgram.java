package org.swavstream.operators.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.contentOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Programs of the tests that need a process of their own: native libraries belong to it. */
public final class ForkedProgram {

    /** A run takes some 10 seconds. */
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private ForkedProgram() {}

    /**
     * Runs a program, and asserts that it ends with status 0. What it said is told if it does not.
     *
     * @param program with a main method
     * @param options of its Java machine
     */
    public static void assertEndsWell(Class<?> program, String... options)
            throws IOException, InterruptedException {
        assertEndsWell(Map.of(), program, options);
    }

    /**
     * The same, with some variables of the environment set.
     *
     * @param variables their names and values
     */
    public static void assertEndsWell(
            Map<String, String> variables, Class<?> program, String... options)
            throws IOException, InterruptedException {
        Path said = Files.createTempFile(program.getSimpleName(), ".out");
        ProcessBuilder builder =
                new ProcessBuilder(command(program, options))
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile());
        builder.environment().putAll(variables);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .as(
                            () ->
                                    "%s does not end: %s"
                                            .formatted(
                                                    program.getSimpleName(),
                                                    contentOf(said.toFile())))
                    .isTrue();
            assertThat(process.exitValue()).as(() -> contentOf(said.toFile())).isZero();
        } finally {
            process.destroyForcibly();
            Files.delete(said);
        }
    }

    private static List<String> command(Class<?> program, String... options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of("-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=/dev/null"));
        command.add("-Dorg.bytedeco.javacpp.maxphysicalbytes=0");
        command.addAll(List.of(options));
        command.add(program.getName());
        return command;
    }
}
