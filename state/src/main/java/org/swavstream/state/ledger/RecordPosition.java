package org.swavstream.state.ledger;

import java.util.Objects;

/**
 * Where a record stands in Kafka.
 *
 * @param topic its topic
 * @param partition its partition, from 0
 * @param offset its offset within the partition, from 0
 */
public record RecordPosition(String topic, int partition, long offset) {

    public RecordPosition {
        Objects.requireNonNull(topic, "topic");
    }

    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }
}
