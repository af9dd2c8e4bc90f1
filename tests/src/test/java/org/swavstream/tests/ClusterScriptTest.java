package org.swavstream.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code standalone/bin/cluster} of the built distribution. */
final class ClusterScriptTest {

    // Logs of a failed run are what one wants to read.
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    /** As after a restart of the machine, when numbers of processes are given out anew. */
    @Test
    void stopLeavesAProcessAloneThatOnlyHasTheNumber() throws Exception {
        Path pids = Files.createDirectory(folder.resolve("pids"));
        Process other = new ProcessBuilder("sleep", "60").start();
        try {
            Files.writeString(pids.resolve("taskmanager-1"), other.pid() + "\n");

            assertThat(cluster("status", folder)).contains("taskmanager-1: ended by itself");
            cluster("stop", folder);

            assertThat(other.waitFor(200, TimeUnit.MILLISECONDS)).isFalse();
            assertThat(pids).isEmptyDirectory();
        } finally {
            other.destroy();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop", "stop kafka", "status", "flink list"})
    void whatNeedsAClusterIsRefusedInAFolderWithoutOne(String command) throws Exception {
        assertThat(run(folder, Map.of(), command.split(" ", -1)))
                .isEqualTo(
                        new ProgramRun(
                                "cluster: no cluster in %s; 'cluster start' comes first\n"
                                        .formatted(folder.toRealPath()),
                                1));
    }

    @Test
    void onlyWhatWasStartedIsStoppedByName() throws Exception {
        Path pids = Files.createDirectory(folder.resolve("pids"));
        Files.writeString(pids.resolve("taskmanager-1"), "1\n");
        Path other = Files.createFile(folder.resolve("other"));

        for (String name : List.of("taskmanager1", "../other", "")) {
            assertThat(cluster(Map.of(), "stop", name))
                    .isEqualTo(
                            "cluster: there is no process '%s'; 'cluster status' lists those that"
                                            .formatted(name)
                                    + " were started\n");
        }
        assertThat(other).exists();

        cluster(Map.of(), "stop", "taskmanager-1");
        assertThat(pids).isEmptyDirectory();
    }

    @Test
    void aTaskManagerThatEndsAtItsStartIsNoneThatWasStarted() throws Exception {
        Map<String, String> java = javaThat("echo no such option; exit 1");

        assertThat(cluster(java, "taskmanager"))
                .isEqualTo(
                        "cluster: taskmanager-1 ended at its start; see %s/logs/taskmanager-1.out\n"
                                .formatted(folder.toRealPath()));
    }

    @Test
    void taskManagersHaveJavasVectors() throws Exception {
        cluster(javaThat("echo \"started with $*\"; exit 1"), "taskmanager");

        assertThat(folder.resolve("logs/taskmanager-1.out"))
                .content()
                .startsWith("started with ")
                .contains(" --add-modules=jdk.incubator.vector ");
    }

    /** The configuration of a cluster that runs is not that of whoever calls the script next. */
    @Test
    void portsStayAsLongAsWhoWasStartedWithThemRuns() throws Exception {
        Map<String, String> java =
                javaThat("echo started >\"$log\"; while true; do sleep 0.1; done");
        try {
            cluster(with(java, "SWAV_STREAM_RPC_PORT", "7000"), "taskmanager");
            assertThat(folder.resolve("conf/config.yaml")).content().contains("7000", "8081");

            // No JobManager has the other port yet.
            cluster(with(java, "SWAV_STREAM_REST_PORT", "9081"), "taskmanager");
            assertThat(folder.resolve("conf/config.yaml")).content().contains("7000", "9081");

            cluster(with(java, "SWAV_STREAM_RPC_PORT", "7001"), "taskmanager");
            assertThat(folder.resolve("conf/config.yaml")).content().contains("7000", "9081");
            assertThat(cluster(java, "status").lines()).hasSize(3);
        } finally {
            cluster(java, "stop");
        }
    }

    /** So does another command, or a JVM that starts. */
    @Test
    void whoReadsTheConfigurationWhileItIsWrittenReadsOneOfThem() throws Exception {
        Map<String, String> java = javaThat("exit 1");
        cluster(with(java, "SWAV_STREAM_RPC_PORT", "7000"), "taskmanager");
        try (var settings = Files.newBufferedReader(folder.resolve("conf/config.yaml"));
                var port = Files.newBufferedReader(folder.resolve("ports/rpc"))) {
            cluster(with(java, "SWAV_STREAM_RPC_PORT", "7001"), "taskmanager");

            assertThat(settings.lines()).anyMatch(line -> line.endsWith("port: \"7000\""));
            assertThat(port.lines()).containsExactly("7000");
        }
        assertThat(folder.resolve("ports/rpc")).hasContent("7001");
    }

    private static Map<String, String> with(Map<String, String> all, String name, String value) {
        Map<String, String> more = new HashMap<>(all);
        more.put(name, value);
        return more;
    }

    /** An environment with a Java that does this in place of a TaskManager. */
    private Map<String, String> javaThat(String command) throws Exception {
        Path home = Files.createDirectories(folder.resolve("java/bin")).getParent();
        Path java =
                Files.writeString(
                        home.resolve("bin/java"),
                        """
                        #!/bin/sh
                        for argument; do
                            case $argument in
                                -Dlog.file=*) log=${argument#*=} ;;
                                -version) echo java.specification.version = 17; exit ;;
                                --list-modules) echo jdk.incubator.vector@17; exit ;;
                                *BashJavaUtils) echo "BASH_JAVA_UTILS_EXEC_RESULT:-Xmx1g"; exit ;;
                            esac
                        done
                        """
                                + command
                                + "\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        return Map.of("JAVA_HOME", home.toString());
    }

    @Test
    void aFolderThatKafkaWouldSplitIsRefused() throws Exception {
        assertThat(cluster("start", folder.resolve("one,two")))
                .startsWith("cluster: no comma,")
                .endsWith("one,two\n");
        assertThat(folder).isEmptyDirectory();
    }

    /** What the script says, its errors included. */
    private static String cluster(String command, Path data) throws Exception {
        return run(data, Map.of(), command).said();
    }

    private String cluster(Map<String, String> environment, String... command) throws Exception {
        return run(folder, environment, command).said();
    }

    private static ProgramRun run(Path data, Map<String, String> environment, String... arguments)
            throws Exception {
        List<String> command = new ArrayList<>();
        command.add(
                DistributionCluster.distribution().resolve("standalone/bin/cluster").toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().put("SWAV_STREAM_CLUSTER", data.toString());
        return ProgramRun.of(builder);
    }
}
