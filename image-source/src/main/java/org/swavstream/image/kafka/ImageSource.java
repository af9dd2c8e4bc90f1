package org.swavstream.image.kafka;

import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.swavstream.image.ImageRecord;

/** The Kafka source of image records. */
public final class ImageSource {

    private ImageSource() {}

    /**
     * An unbounded source of the settings' topic that keeps each record as it is.
     *
     * <p>Records of aborted transactions are not read, unless the client properties set another
     * {@code isolation.level}. Where Kafka no longer has the records that come next, the source
     * fails; it never goes on somewhere else.
     */
    public static KafkaSource<ImageRecord> of(ImageSourceSettings settings) {
        KafkaSourceBuilder<ImageRecord> builder =
                KafkaSource.<ImageRecord>builder()
                        .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.clientProperties().forEach(builder::setProperty);
        return builder.setBootstrapServers(settings.bootstrapServers())
                .setTopics(settings.topic())
                .setGroupId(settings.groupId())
                .setStartingOffsets(settings.startingOffsets().initializer())
                .setDeserializer(new ImageRecordDeserializer())
                .build();
    }
}
