package org.swavstream.image.kafka;

import static org.swavstream.image.kafka.KafkaOptions.required;

import java.util.Map;
import java.util.Objects;
import org.apache.flink.configuration.Configuration;

/**
 * Which images are read.
 *
 * @param bootstrapServers brokers as {@code host:port[,host:port...]}
 * @param topic the topic with the images
 * @param groupId the consumer group that offsets are committed to
 * @param startingOffsets where a job without state begins
 * @param clientProperties further properties of the Kafka consumer; they may hold secrets, which
 *     {@link #toString()} hides
 */
public record ImageSourceSettings(
        String bootstrapServers,
        String topic,
        String groupId,
        StartingOffsets startingOffsets,
        Map<String, String> clientProperties) {

    public ImageSourceSettings {
        Objects.requireNonNull(bootstrapServers, "bootstrapServers");
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(groupId, "groupId");
        Objects.requireNonNull(startingOffsets, "startingOffsets");
        clientProperties = Map.copyOf(clientProperties);
    }

    /**
     * The settings that {@link KafkaOptions} hold.
     *
     * @throws IllegalArgumentException if a required option is not set; it names the option
     */
    public static ImageSourceSettings of(Configuration configuration) {
        return new ImageSourceSettings(
                required(configuration, KafkaOptions.BOOTSTRAP_SERVERS),
                required(configuration, KafkaOptions.TOPIC),
                configuration.get(KafkaOptions.GROUP_ID),
                configuration.get(KafkaOptions.STARTING_OFFSETS),
                KafkaOptions.clientProperties(configuration));
    }

    @Override
    public String toString() {
        return "topic %s on %s, group %s, starting offsets %s, client properties %s"
                .formatted(
                        topic,
                        bootstrapServers,
                        groupId,
                        startingOffsets,
                        ClientProperties.redacted(clientProperties));
    }
}
