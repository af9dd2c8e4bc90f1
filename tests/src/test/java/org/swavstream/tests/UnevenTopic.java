package org.swavstream.tests;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.swavstream.image.ImageRecord;
import org.swavstream.image.broker.Broker;
import org.swavstream.image.dataset.DatasetImage;
import org.swavstream.image.dataset.DatasetPass;
import org.swavstream.image.dataset.Datasets;
import org.swavstream.image.dataset.ImageOrder;

/**
 * A topic whose partitions differ in length, one of them being empty; some records of the first are
 * no images.
 */
final class UnevenTopic {

    static final int LONG = 800;
    static final int SHORT = 40;
    static final int BROKEN = LONG / 20;

    /** What a person would type for its whole. */
    static final String RANGE = "0:0-800,1:0-40,2:0-0";

    private static final byte[] NO_IMAGE = "not an image".getBytes(StandardCharsets.UTF_8);

    private UnevenTopic() {}

    static void publish(Broker broker, String topic) throws Exception {
        publishFirstHalf(broker, topic);
        publishSecondHalf(broker, topic);
    }

    /** Creates the topic, with half of its long partition and all of the others. */
    static void publishFirstHalf(Broker broker, String topic) throws Exception {
        TestTopics.create(broker, topic, 3);
        List<ProducerRecord<byte[], byte[]>> records = records(topic);
        broker.produce(records.subList(LONG, LONG + SHORT));
        broker.produce(records.subList(0, LONG / 2));
    }

    static void publishSecondHalf(Broker broker, String topic) throws Exception {
        publishLong(broker, topic, LONG / 2, LONG);
    }

    /** Publishes records of the long partition, from {@code from} to before {@code to}. */
    static void publishLong(Broker broker, String topic, int from, int to) throws Exception {
        broker.produce(records(topic).subList(from, to));
    }

    /** Those of the long partition, then those of the short one. */
    private static List<ProducerRecord<byte[], byte[]>> records(String topic) throws Exception {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (DatasetPass images =
                Datasets.open("textures:32").pass(new ImageOrder.Shuffled(topic.length()))) {
            for (int i = 0; i < LONG; i++) {
                records.add(
                        i % 20 == 7
                                ? new ProducerRecord<>(topic, 0, null, NO_IMAGE)
                                : record(topic, 0, images.next().orElseThrow()));
            }
            for (int i = 0; i < SHORT; i++) {
                records.add(record(topic, 1, images.next().orElseThrow()));
            }
        }
        return records;
    }

    private static ProducerRecord<byte[], byte[]> record(
            String topic, int partition, DatasetImage image) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, partition, null, image.encoded());
        record.headers()
                .add(ImageRecord.IMAGE_ID, image.id().getBytes(StandardCharsets.UTF_8))
                .add(ImageRecord.LABEL, image.label().getBytes(StandardCharsets.UTF_8));
        return record;
    }
}
