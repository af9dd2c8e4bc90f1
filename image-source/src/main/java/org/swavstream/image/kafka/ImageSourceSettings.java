package org.swavstream.image.kafka;

import static org.swavstream.image.kafka.KafkaOptions.required;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;

/**
 * Which images are read.
 *
 * @param bootstrapServers brokers as {@code host:port[,host:port...]}
 * @param topic the topic with the images
 * @param groupId the consumer group that offsets are committed to
 * @param startingOffsets where a job without state begins, unless there is a range
 * @param order in which order records of several partitions are emitted
 * @param orderingBuffer bytes of records that may wait for their order in one reader
 * @param range what is read; empty for the whole topic, without an end
 * @param clientProperties further properties of the Kafka consumer; they may hold secrets, which
 *     {@link #toString()} hides
 */
public record ImageSourceSettings(
        String bootstrapServers,
        String topic,
        String groupId,
        StartingOffsets startingOffsets,
        RecordOrder order,
        MemorySize orderingBuffer,
        Optional<TopicRange> range,
        Map<String, String> clientProperties) {

    private static final MemorySize SMALLEST_BUFFER = MemorySize.ofMebiBytes(1);
    private static final MemorySize LARGEST_BUFFER = MemorySize.ofMebiBytes(64 << 10);

    public ImageSourceSettings {
        Objects.requireNonNull(bootstrapServers, "bootstrapServers");
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(groupId, "groupId");
        Objects.requireNonNull(startingOffsets, "startingOffsets");
        Objects.requireNonNull(order, "order");
        Objects.requireNonNull(orderingBuffer, "orderingBuffer");
        Objects.requireNonNull(range, "range");
        clientProperties = Map.copyOf(clientProperties);
    }

    /**
     * The settings that {@link KafkaOptions} hold.
     *
     * @throws IllegalArgumentException if a required option is not set, or one has a value that is
     *     not allowed; it names the option
     */
    public static ImageSourceSettings of(Configuration configuration) {
        String bootstrapServers = required(configuration, KafkaOptions.BOOTSTRAP_SERVERS);
        String topic = required(configuration, KafkaOptions.TOPIC);
        return new ImageSourceSettings(
                bootstrapServers,
                topic,
                configuration.get(KafkaOptions.GROUP_ID),
                configuration.get(KafkaOptions.STARTING_OFFSETS),
                configuration.get(KafkaOptions.ORDER),
                orderingBuffer(configuration),
                configuration
                        .getOptional(KafkaOptions.RANGE)
                        .map(range -> TopicRange.parse(topic, range)),
                KafkaOptions.clientProperties(configuration));
    }

    private static MemorySize orderingBuffer(Configuration configuration) {
        MemorySize limit = configuration.get(KafkaOptions.ORDERING_BUFFER);
        if (limit.compareTo(SMALLEST_BUFFER) < 0 || limit.compareTo(LARGEST_BUFFER) > 0) {
            throw new IllegalArgumentException(
                    "%s is %s; allowed: 1 mb to 64 gb"
                            .formatted(KafkaOptions.ORDERING_BUFFER.key(), limit));
        }
        return limit;
    }

    @Override
    public String toString() {
        return "topic %s on %s, group %s, %s, order %s, client properties %s"
                .formatted(
                        topic,
                        bootstrapServers,
                        groupId,
                        range.map(read -> "range " + read.text())
                                .orElse("starting offsets " + startingOffsets),
                        order,
                        Secrets.shown(clientProperties));
    }
}
