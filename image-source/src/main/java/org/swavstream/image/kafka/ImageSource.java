package org.swavstream.image.kafka;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.swavstream.image.ImageRecord;

/** The Kafka source of image records. */
public final class ImageSource {

    private ImageSource() {}

    /**
     * A source of the settings' topic that keeps each record as it is. It never finishes: at the
     * end of the settings' range it waits, with all offsets at the end.
     *
     * <p>Records of aborted transactions are not read, unless the client properties set another
     * {@code isolation.level}. Where Kafka no longer has the offset that comes next, even if only a
     * transaction's marker stood there, the source fails; it never goes on somewhere else. One
     * exception: a partition that is added while the job runs is begun at its oldest record, which
     * the state names only once it has been read. A job that is restored before that begins the
     * partition at what is then the oldest.
     */
    public static Source<ImageRecord, KafkaPartitionSplit, ?> of(ImageSourceSettings settings) {
        Properties consumer = consumer(settings);
        KafkaSource<ImageRecord> kafka = kafka(settings, consumer);
        return settings.order() == RecordOrder.ARRIVAL && settings.range().isEmpty()
                ? kafka
                : new QueuedImageSource(
                        kafka,
                        consumer,
                        settings.order(),
                        settings.orderingBuffer(),
                        settings.range());
    }

    private static KafkaSource<ImageRecord> kafka(
            ImageSourceSettings settings, Properties consumer) {
        KafkaSourceBuilder<ImageRecord> builder =
                KafkaSource.<ImageRecord>builder()
                        .setProperties(consumer)
                        .setDeserializer(new ImageRecordDeserializer());
        Optional<TopicRange> range = settings.range();
        if (range.isEmpty()) {
            return builder.setTopics(settings.topic())
                    .setStartingOffsets(settings.startingOffsets().initializer())
                    .build();
        }
        Map<TopicPartition, Long> starts = range.get().starts();
        return builder.setPartitions(new HashSet<>(starts.keySet()))
                .setStartingOffsets(new StrictOffsetsInitializer((partitions, cluster) -> starts))
                .build();
    }

    private static Properties consumer(ImageSourceSettings settings) {
        Properties consumer = new Properties();
        consumer.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        consumer.putAll(settings.clientProperties());
        consumer.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        consumer.setProperty(ConsumerConfig.GROUP_ID_CONFIG, settings.groupId());
        consumer.setProperty(KafkaSourceOptions.CLIENT_ID_PREFIX.key(), settings.groupId());
        consumer.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        consumer.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        String bytes = ByteArrayDeserializer.class.getName();
        consumer.setProperty(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, bytes);
        consumer.setProperty(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, bytes);
        if (settings.range().isPresent()) {
            // The group's offsets say how far the live job is, which a replay is no part of.
            consumer.setProperty(KafkaSourceOptions.COMMIT_OFFSETS_ON_CHECKPOINT.key(), "false");
        }
        return consumer;
    }
}
