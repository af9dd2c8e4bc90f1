package org.swavstream.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.swavstream.operators.report.StepReport;

/** {@code standalone/bin/cluster} of the built distribution. */
final class ClusterScriptTest {

    private static final String TOPIC = "cluster";
    private static final int STEPS = 2;

    // Logs of a failed run are what one wants to read.
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    /** In a folder whose name means something to a shell, to sed and to a URI. */
    @Test
    void aJobIsSubmittedAndStopped() throws Exception {
        Path data = Files.createDirectory(folder.resolve("R&D | 100% $a"));
        try (DistributionCluster cluster = DistributionCluster.start(data)) {
            String brokers = cluster.bootstrapServers();
            TestTopics.publishToTwoPartitions(
                    brokers, TOPIC, "textures:16", STEPS * StreamJob.BATCH_SIZE);
            KafkaTopic.create(brokers, TOPIC + ".metrics");
            try (MetricsReader reports = new MetricsReader(brokers, TOPIC + ".metrics")) {
                String job =
                        cluster.submit(new StreamJob(brokers, TOPIC, data).configuration().toMap());
                reports.await(StepReport.class, step -> step.step() == STEPS);
                cluster.stop(job);
            }
        }
        assertThat(data.resolve("pids")).isEmptyDirectory();
        assertThat(data.resolve("savepoints")).isNotEmptyDirectory();
    }

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

    @Test
    void aFolderThatKafkaWouldSplitIsRefused() throws Exception {
        assertThat(cluster("start", folder.resolve("one,two")))
                .startsWith("cluster: no comma,")
                .endsWith("one,two\n");
        assertThat(folder).isEmptyDirectory();
    }

    /** What the script says, its errors included. */
    private static String cluster(String command, Path data) throws Exception {
        Path script = DistributionCluster.distribution().resolve("standalone/bin/cluster");
        ProcessBuilder builder =
                new ProcessBuilder(script.toString(), command).redirectErrorStream(true);
        builder.environment().put("SWAV_STREAM_CLUSTER", data.toString());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return said;
    }
}
