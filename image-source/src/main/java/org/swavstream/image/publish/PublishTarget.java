package org.swavstream.image.publish;

import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.swavstream.image.kafka.Secrets;

/**
 * Where images are published to.
 *
 * @param bootstrapServers brokers as {@code host:port[,host:port...]}
 * @param topic the topic
 * @param partitionsIfAbsent with how many partitions the topic is created where it does not exist;
 *     empty if it must exist
 * @param clientProperties further properties of the Kafka clients; they may hold secrets, which
 *     {@link #toString()} hides
 */
public record PublishTarget(
        String bootstrapServers,
        String topic,
        OptionalInt partitionsIfAbsent,
        Map<String, String> clientProperties) {

    public PublishTarget {
        Objects.requireNonNull(bootstrapServers, "bootstrapServers");
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(partitionsIfAbsent, "partitionsIfAbsent");
        clientProperties = Map.copyOf(clientProperties);
        if (partitionsIfAbsent.orElse(1) < 1) {
            throw new IllegalArgumentException(
                    "found %d partitions, expected 1 or more"
                            .formatted(partitionsIfAbsent.getAsInt()));
        }
    }

    @Override
    public String toString() {
        return "topic %s on %s, client properties %s"
                .formatted(topic, bootstrapServers, Secrets.shown(clientProperties));
    }
}
