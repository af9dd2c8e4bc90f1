package org.swavstream.image.kafka;

import java.util.Collection;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * The offsets of the oldest records that Kafka has when partitions are found.
 *
 * <p>With {@link OffsetsInitializer#earliest()} the state says only "the oldest" until the first
 * record of a partition is read. A job that is restored until then would begin at what is the
 * oldest by that time, and skip, without a word, the images that retention removed meanwhile.
 */
final class OldestOffsets implements OffsetsInitializer {

    private static final long serialVersionUID = 1L;

    @Override
    public Map<TopicPartition, Long> getPartitionOffsets(
            Collection<TopicPartition> partitions, PartitionOffsetsRetriever offsets) {
        return offsets.beginningOffsets(partitions);
    }

    @Override
    @SuppressWarnings("deprecation") // The connector's interface still uses Kafka's old enum.
    public OffsetResetStrategy getAutoOffsetResetStrategy() {
        return OffsetResetStrategy.NONE;
    }
}
