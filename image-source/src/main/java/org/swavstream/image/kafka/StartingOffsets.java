package org.swavstream.image.kafka;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer.PartitionOffsetsRetriever;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.common.TopicPartition;

/** Where a job that starts without state begins to read. */
public enum StartingOffsets {
    /** At the oldest record that Kafka still has. */
    EARLIEST,
    /** At the records that arrive after the start. */
    LATEST,
    /** Where the consumer group stopped; the start fails where it committed no offset. */
    COMMITTED;

    OffsetsInitializer initializer() {
        return new StrictOffsetsInitializer(
                switch (this) {
                    case EARLIEST -> (partitions, kafka) -> kafka.beginningOffsets(partitions);
                    case LATEST -> (partitions, kafka) -> kafka.endOffsets(partitions);
                    case COMMITTED -> StartingOffsets::committed;
                });
    }

    private static Map<TopicPartition, Long> committed(
            Collection<TopicPartition> partitions, PartitionOffsetsRetriever kafka) {
        Map<TopicPartition, Long> offsets = kafka.committedOffsets(partitions);
        for (TopicPartition partition : partitions) {
            if (!offsets.containsKey(partition)) {
                throw new NoOffsetForPartitionException(partition);
            }
        }
        return offsets;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
