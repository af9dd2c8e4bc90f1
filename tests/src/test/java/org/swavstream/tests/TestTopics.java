package org.swavstream.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.OptionalInt;
import org.swavstream.image.broker.Broker;
import org.swavstream.image.dataset.Datasets;
import org.swavstream.image.dataset.ImageOrder;
import org.swavstream.image.publish.PublishSettings;
import org.swavstream.image.publish.PublishTarget;
import org.swavstream.image.publish.Publisher;

/** The topics of a job of the tests. */
final class TestTopics {

    private TestTopics() {}

    /** Creates the topic with the images and those that the job writes to. */
    static void create(Broker broker, String images) throws Exception {
        create(broker, images, 1);
    }

    /**
     * As {@link #create(Broker, String)}.
     *
     * @param partitions of the topic with the images
     */
    static void create(Broker broker, String images, int partitions) throws Exception {
        broker.createTopic(images, partitions);
        broker.createTopic(images + ".metrics", 1);
        broker.createTopic(images + ".dead-letter", 1);
    }

    /** Publishes what is not there yet of so many generated textures, all with one record key. */
    static void publish(Broker broker, String topic, long images, String key) throws Exception {
        var target =
                new PublishTarget(
                        broker.bootstrapServers(),
                        topic,
                        OptionalInt.empty(),
                        broker.credentials());
        var settings =
                PublishSettings.inOrder(new ImageOrder.Shuffled(1)).withLimit(images).withKey(key);
        var result =
                new Publisher(Datasets.open("textures:16"), target, settings)
                        .publish(() -> false, (count, bytes) -> {});
        assertThat(result.alreadyThere() + result.images()).isEqualTo(images);
    }

    /**
     * Creates a topic and publishes so many images of a data set, over and over, to each of its two
     * partitions in turn.
     */
    static void publishToTwoPartitions(String brokers, String topic, String dataset, int images)
            throws Exception {
        var target = new PublishTarget(brokers, topic, OptionalInt.of(2), Map.of());
        var settings =
                PublishSettings.inOrder(new ImageOrder.Shuffled(1))
                        .withPasses(PublishSettings.ENDLESS)
                        .withLimit(images);
        new Publisher(Datasets.open(dataset), target, settings)
                .publish(() -> false, (count, bytes) -> {});
    }
}
