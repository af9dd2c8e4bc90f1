package org.swavstream.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code swav-stream} of a clone, whose Maven only notes what it is asked for. */
final class CloneScriptTest {

    private static final String MAVEN =
            """
            #!/bin/sh
            echo "$*" >>builds
            while [ -e held ]; do sleep 0.02; done
            mkdir -p stream-job/target/maven-archiver
            cd stream-job/target
            rm -rf swav-stream-1
            mkdir -p swav-stream-1/bin
            echo version=1 >maven-archiver/pom.properties
            printf '#!/bin/sh\\necho "does: $*"\\n' >swav-stream-1/bin/swav-stream
            chmod +x swav-stream-1/bin/swav-stream
            """;

    @TempDir private Path clone;

    @BeforeEach
    void copyScript() throws IOException {
        Files.copy(Path.of("..", "swav-stream"), clone.resolve("swav-stream"));
        Path maven = Files.writeString(clone.resolve("mvnw"), MAVEN);
        Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (String source :
                List.of("state/src", "image-source/src", "operators/src", "stream-job/src")) {
            Files.createDirectories(clone.resolve(source));
        }
        Path scripts = Files.createDirectories(clone.resolve("deploy/distribution/bin"));
        Files.copy(Path.of("..", "deploy/distribution/bin/java.sh"), scripts.resolve("java.sh"));
        Files.writeString(clone.resolve("pom.xml"), "<project/>");
        Files.writeString(clone.resolve("stream-job/pom.xml"), "<project/>");
    }

    @Test
    void itIsBuiltOnceAndAgainWhereItsSourcesAreNewer() throws Exception {
        assertThat(run("--version")).endsWith("does: --version\n");
        assertThat(run("--version")).isEqualTo("does: --version\n");
        assertThat(builds()).hasSize(1);

        Path source = Files.createFile(clone.resolve("deploy/script"));
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
        run("--version");

        assertThat(builds()).hasSize(2);
    }

    /** A command that is printed to resume with says nothing of them. */
    @Test
    void argumentsOfTheBuildAreKeptUntilOthersAreGiven() throws Exception {
        run("--version");
        run(Map.of("SWAV_STREAM_MAVEN_ARGS", "-Pgpu -o"));
        run("--version");
        assertThat(builds())
                .satisfiesExactly(
                        first -> assertThat(first).doesNotContain("-Pgpu"),
                        second -> assertThat(second).endsWith(" -Pgpu -o"));

        Files.delete(clone.resolve("stream-job/target/swav-stream-1/build.stamp"));
        run("--version");
        run(Map.of("SWAV_STREAM_MAVEN_ARGS", ""));
        assertThat(builds())
                .satisfies(all -> assertThat(all.get(2)).endsWith(" -Pgpu -o"))
                .satisfies(all -> assertThat(all.get(3)).doesNotContain("-Pgpu"))
                .hasSize(4);
    }

    /** It may have been made with other arguments. */
    @Test
    void aDistributionThatMavenMadeByItselfIsBuiltAgain() throws Exception {
        run(Map.of("SWAV_STREAM_MAVEN_ARGS", "-Pgpu"));
        new ProcessBuilder("./mvnw", "verify").directory(clone.toFile()).start().waitFor();
        run("--version");

        assertThat(builds()).hasSize(3).last().asString().endsWith(" -Pgpu");
    }

    @Test
    void twoAtOnceBuildOnce() throws Exception {
        Path held = Files.createFile(clone.resolve("held"));
        Process first = script(Map.of(), "first").start();
        BufferedReader saidByFirst = first.inputReader(UTF_8);
        assertThat(saidByFirst.readLine()).contains("building");
        Process second = script(Map.of(), "second").start();
        BufferedReader saidBySecond = second.inputReader(UTF_8);
        assertThat(saidBySecond.readLine()).contains("process " + first.pid() + " builds; waiting");
        Files.delete(held);

        assertThat(saidByFirst.lines()).containsExactly("does: first");
        assertThat(saidBySecond.lines()).containsExactly("does: second");
        assertThat(builds()).hasSize(1);
    }

    @Test
    void theLockOfAProcessThatIsGoneIsTakenAway() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Path target = Files.createDirectories(clone.resolve("stream-job/target"));
        Files.createSymbolicLink(target.resolve("build.lock"), Path.of("" + gone.pid()));

        assertThat(run("--version")).endsWith("does: --version\n");
        assertThat(target.resolve("build.lock")).doesNotExist();
        try (var files = Files.list(target)) {
            assertThat(files).noneMatch(file -> file.toString().contains("build.lock"));
        }
    }

    /** As after a restart of the machine, when numbers of processes are given out anew. */
    @Test
    void theLockOfANumberThatIsAnotherProgramsByNowIsTakenAway() throws Exception {
        Process other = new ProcessBuilder("sleep", "20").start();
        try {
            Path target = Files.createDirectories(clone.resolve("stream-job/target"));
            Files.createSymbolicLink(target.resolve("build.lock"), Path.of("" + other.pid()));

            // Nor is there a ps in many a container.
            assertThat(run(Map.of("PATH", BrokenProgram.path(clone, "ps"))))
                    .doesNotContain("waiting")
                    .endsWith("does: --version\n");
        } finally {
            other.destroy();
        }
    }

    /** As in a container, where the first process has the same number every time. */
    @Test
    void theLockOfItsOwnNumberIsTakenAway() throws Exception {
        Files.createDirectories(clone.resolve("stream-job/target"));
        String command = "ln -s $$ stream-job/target/build.lock; exec ./swav-stream --version";

        assertThat(said(inClone(Map.of(), "/bin/sh", "-c", command)))
                .doesNotContain("waiting")
                .endsWith("does: --version\n");
    }

    /** As on a full disk, or in another user's clone. */
    @Test
    void itEndsWhereThereCanBeNoLock() throws Exception {
        Path target = Files.createDirectories(clone.resolve("stream-job/target"));
        Files.createFile(target.resolve("build.lock"));

        ProgramRun run = ProgramRun.of(script(Map.of(), "--version"));

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.said())
                .startsWith("swav-stream: cannot lock the build with " + target.toRealPath());
        assertThat(clone.resolve("builds")).doesNotExist();
    }

    @Test
    void aMissingJavaIsNamedBeforeAnythingIsBuilt() throws Exception {
        ProgramRun run = ProgramRun.of(script(Map.of("JAVA_HOME", "/nowhere"), "--version"));

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.said())
                .isEqualTo(
                        "swav-stream: no Java found in JAVA_HOME=/nowhere; install a JDK 17 or newer,"
                                + " or set JAVA_HOME to one\n");
        assertThat(clone.resolve("builds")).doesNotExist();
    }

    /** As where there is no network, when Maven itself cannot be fetched. */
    @Test
    void aBuildThatFailsSaysWhy() throws Exception {
        Files.writeString(
                clone.resolve("mvnw"), "#!/bin/sh\necho 'cannot fetch Maven' >&2\nexit 1\n");

        ProgramRun run = ProgramRun.of(script(Map.of(), "--version"));

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.said())
                .contains(
                        "\ncannot fetch Maven\nswav-stream: the build failed; the whole output is in ");
    }

    private List<String> builds() throws IOException {
        return Files.readAllLines(clone.resolve("builds"));
    }

    private String run(String argument) throws Exception {
        return said(script(Map.of(), argument));
    }

    private String run(Map<String, String> environment) throws Exception {
        return said(script(environment, "--version"));
    }

    private static String said(ProcessBuilder script) throws Exception {
        ProgramRun run = ProgramRun.of(script);
        assertThat(run.status()).as(run.said()).isZero();
        return run.said();
    }

    private ProcessBuilder script(Map<String, String> environment, String argument) {
        return inClone(environment, "./swav-stream", argument);
    }

    private ProcessBuilder inClone(Map<String, String> environment, String... command) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(clone.toFile()).redirectErrorStream(true);
        builder.environment().remove("SWAV_STREAM_MAVEN_ARGS");
        builder.environment().putAll(environment);
        return builder;
    }
}
