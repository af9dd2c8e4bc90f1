package org.swavstream.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.swavstream.operators.multicrop.MultiCropOptions;
import org.swavstream.operators.training.LossOptions;
import org.swavstream.operators.training.ModelOptions;
import org.swavstream.operators.training.QueueOptions;
import org.swavstream.operators.training.TrainOptions;

/**
 * {@link Equalities} of the demo's model on Fashion-MNIST, with a queue, in real processes that are
 * killed as the kernel kills them. Takes minutes: {@code ./mvnw verify -Pequalities}.
 */
@Tag("equalities")
final class FashionMnistEqualitiesTest {

    private static final String TOPIC = "fashion-mnist";
    private static final int BATCH_SIZE = 64;

    /** As many as three passes over those that come with the program, and an incomplete batch. */
    private static final int IMAGES = 3 * 10_000 + BATCH_SIZE / 2;

    private static final int INTERRUPTIONS = 4;

    /** In use from step 44 of 469 on. */
    private static final int QUEUE = 4 * BATCH_SIZE;

    private static final long QUEUE_START = 40;

    // Logs of a failed run are what one wants to read.
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    void whateverHappensToARunItEndsAsTheSameModel() throws Exception {
        try (DistributionCluster cluster = DistributionCluster.start(folder)) {
            TestTopics.publishToTwoPartitions(
                    cluster.bootstrapServers(), TOPIC, "fashion-mnist", IMAGES);
            EqualityTable table =
                    new Equalities(
                                    new StandaloneCluster(cluster),
                                    configuration(cluster.bootstrapServers()),
                                    IMAGES,
                                    INTERRUPTIONS)
                            .run();
            System.out.println(table);
            table.assertEqual();
            assertThat(table.first().model().queueFill()).isEqualTo(QUEUE);
        }
    }

    private Configuration configuration(String brokers) {
        return new StreamJob(brokers, TOPIC, folder)
                .configuration()
                .set(MultiCropOptions.GROUPS, "2x32,2x24")
                .set(MultiCropOptions.SCALES, "0.5-1.0,0.3-0.6")
                .set(ModelOptions.HEAD_HIDDEN, 128)
                .set(ModelOptions.FEATURE_DIM, 64)
                .set(ModelOptions.PROTOTYPES, 100)
                .set(LossOptions.EPSILON, 0.03)
                .set(LossOptions.FREEZE_PROTOTYPES_STEPS, 30L)
                .set(QueueOptions.LENGTH, QUEUE)
                .set(QueueOptions.START_STEP, QUEUE_START)
                .set(TrainOptions.BATCH_SIZE, BATCH_SIZE)
                .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(1400));
    }
}
