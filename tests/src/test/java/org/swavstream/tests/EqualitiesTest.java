package org.swavstream.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.swavstream.image.broker.Broker;
import org.swavstream.image.broker.SharedBroker;
import org.swavstream.operators.training.QueueOptions;

/** {@link Equalities} of a tiny model. {@link FashionMnistEqualitiesTest} has a larger one. */
@ExtendWith(SharedBroker.class)
final class EqualitiesTest {

    private static final String TOPIC = "equalities";
    private static final int IMAGES = 1_605;
    private static final int INTERRUPTIONS = 2;

    @RegisterExtension static final MiniClusterExtension FLINK = SmallFlink.withSlots(2);

    @TempDir private Path folder;

    @Test
    void whateverHappensToARunItEndsAsTheSameModel(
            @InjectMiniCluster MiniCluster flink, Broker broker) throws Exception {
        TestTopics.publishToTwoPartitions(broker.bootstrapServers(), TOPIC, "textures:16", IMAGES);
        Configuration configuration =
                new StreamJob(broker.bootstrapServers(), TOPIC, folder)
                        .configuration()
                        .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(100));

        EqualityTable table =
                new Equalities(
                                new EmbeddedCluster(flink, folder.resolve("savepoints")),
                                configuration,
                                IMAGES,
                                INTERRUPTIONS)
                        .run();

        table.assertEqual();
        assertThat(table.first().model().queueFill())
                .isEqualTo(configuration.get(QueueOptions.LENGTH));
    }
}
