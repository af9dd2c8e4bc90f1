package org.swavstream.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.swavstream.image.kafka.KafkaOptions;
import org.swavstream.image.kafka.RecordOrder;

/** The program given to {@code flink run} of a cluster of real processes. */
final class FlinkRunTest {

    private static final String TOPIC = "cluster";
    private static final int HALF = 5 * StreamJob.BATCH_SIZE + 4;
    private static final int IMAGES = 2 * HALF;
    private static final int STEPS = IMAGES / StreamJob.BATCH_SIZE;
    private static final String ALL = "0:0-%d,1:0-%d".formatted(HALF, HALF);

    // Logs of a failed run are what one wants to read.
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    /** In a folder whose name means something to a shell, to sed and to a URI. */
    @Test
    void aJobWhoseTaskManagerIsKilledEndsAsTheModelOfAReplay() throws Exception {
        Path data = Files.createDirectory(folder.resolve("R&D | 100% $a ü"));
        try (DistributionCluster cluster = DistributionCluster.start(data)) {
            Configuration settings = settings(cluster.bootstrapServers(), data);
            publish(cluster, HALF);
            FinishedRun killed;
            try (EqualityRun run =
                    new EqualityRun(new StandaloneCluster(cluster), TOPIC, settings).submit()) {
                run.replaceTaskManager();
                assertNotResumedTwice(cluster, settings);
                publish(cluster, IMAGES);
                killed = run.finish(STEPS, IMAGES % StreamJob.BATCH_SIZE);
            }
            assertThat(killed.interruptedAt())
                    .singleElement()
                    .satisfies(step -> assertThat(step).isBetween(1L, STEPS - 1L));
            assertReplayed(killed.model(), cluster, settings);
        }
        assertThat(data.resolve("pids")).isEmptyDirectory();
        assertThat(data.resolve("kafka/meta.properties")).exists();
        assertThat(data.resolve("savepoints")).isNotEmptyDirectory();
    }

    private static void assertNotResumedTwice(DistributionCluster cluster, Configuration settings) {
        assertThatThrownBy(() -> cluster.submit(settings.toMap(), "--resume"))
                .hasMessageContaining("swav-stream: job ")
                .hasMessageContaining("still runs; stop it first");
    }

    /** It stays with its job and ends it; how to go on is up to the cluster's tools. */
    private static void assertReplayed(
            InspectedModel expected, DistributionCluster cluster, Configuration settings)
            throws Exception {
        Map<String, String> whole = settings.toMap();
        whole.remove(KafkaOptions.RANGE.key());
        CommandLineRun replay = new CommandLineRun(cluster.replay(whole), "", 0);
        assertThat(replay.out())
                .contains("Replayed to the end.")
                .doesNotContain("Train on with", "Resume with");
        assertThat(InspectedModel.of(replay.savepoint())).isEqualTo(expected);
    }

    private static Configuration settings(String brokers, Path data) {
        return new StreamJob(brokers, TOPIC, data)
                .configuration()
                .set(KafkaOptions.ORDER, RecordOrder.OFFSET)
                .set(KafkaOptions.RANGE, ALL)
                // Flink keeps two: the newest lasts while another command reads it.
                .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(2));
    }

    /** Publishes what is not there yet of so many images. */
    private static void publish(DistributionCluster cluster, int images) throws Exception {
        TestTopics.publishToTwoPartitions(cluster.bootstrapServers(), TOPIC, "textures:16", images);
    }
}
