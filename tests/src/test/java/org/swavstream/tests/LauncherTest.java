package org.swavstream.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/swav-stream} of the built distribution. */
final class LauncherTest {

    private static final Path SAVEPOINT =
            Path.of("src", "test", "resources", "savepoints", "1").toAbsolutePath();

    @TempDir private Path folder;

    @Test
    void anotherCollectorTakesThePlaceOfOurs() throws Exception {
        assertThat(run("-XX:+UseSerialGC -XX:+PrintCommandLineFlags", "--version"))
                .contains("UseSerialGC", "swav-stream ")
                .doesNotContain("UseParallelGC");
    }

    /** The JVM says that it has them. */
    @Test
    void onlyCommandsThatPretrainHaveJavasVectors() throws Exception {
        String vectors = "WARNING: Using incubator modules: jdk.incubator.vector";
        assertThat(run("", "demo", "--help")).contains(vectors);
        assertThat(run("", "--verbose", "bench", "--help")).contains(vectors);
        assertThat(run("", "inspect", "--help")).doesNotContain(vectors);
    }

    @Test
    void numbersAreTheSameInEveryLanguage() throws Exception {
        String out = folder.resolve("model.safetensors").toString();
        String[] export = {"export", "--savepoint", SAVEPOINT.toString(), "--out", out};
        assertThat(run("-Duser.language=de", export))
                .matches("(?s)" + out + ": model .* tensors, \\d+,\\d{3} bytes\n");
    }

    /** As in a container, or under a service manager. */
    @Test
    void namesAreUtf8WhereNoLanguageIsSet() throws Exception {
        // The shell makes the name, as the JVM of this test may not know how.
        String command = "exec \"$0\" savepoints \"$1/$(printf '\\303\\251t\\303\\251')\"";
        ProcessBuilder builder =
                new ProcessBuilder("/bin/sh", "-c", command, launcher(), folder.toString());
        builder.environment().keySet().removeIf(name -> name.matches("LANG|LANGUAGE|LC_.*"));

        assertThat(said(builder)).contains("there is no folder '%s/été'".formatted(folder));
    }

    /** What the program says, its errors included. */
    private static String run(String javaOptions, String... arguments) throws Exception {
        String[] command = new String[arguments.length + 1];
        command[0] = launcher();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("SWAV_STREAM_JAVA_OPTS", javaOptions);
        return said(builder);
    }

    private static String launcher() throws IOException {
        return DistributionCluster.distribution().resolve("bin/swav-stream").toString();
    }

    private static String said(ProcessBuilder builder) throws Exception {
        return ProgramRun.of(builder.redirectErrorStream(true)).said();
    }
}
