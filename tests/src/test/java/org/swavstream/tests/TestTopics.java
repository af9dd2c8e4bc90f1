package org.swavstream.tests;

import java.util.List;
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
        for (String suffix : List.of("", ".metrics", ".dead-letter")) {
            broker.createTopic(images + suffix, 1);
        }
    }

    /** Publishes generated textures, all with one record key. */
    static void publish(Broker broker, String topic, long images, String key) throws Exception {
        var target =
                new PublishTarget(
                        broker.bootstrapServers(),
                        topic,
                        OptionalInt.empty(),
                        broker.credentials());
        var settings =
                PublishSettings.inOrder(new ImageOrder.Shuffled(1)).withLimit(images).withKey(key);
        new Publisher(Datasets.open("textures:16"), target, settings)
                .publish(() -> false, (count, bytes) -> {});
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
