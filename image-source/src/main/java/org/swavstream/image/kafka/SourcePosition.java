package org.swavstream.image.kafka;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.flink.core.io.SimpleVersionedSerialization;

/**
 * How far a partition was read when a checkpoint was taken.
 *
 * @param topic the partition's topic
 * @param partition its number, from 0
 * @param offset of the next record; below 0 where nothing was read yet: −2 from the earliest, −1
 *     from the latest, −3 from the committed one
 */
public record SourcePosition(String topic, int partition, long offset) {

    /** The list state in which Flink keeps the positions of a source. */
    public static final String STATE = "SourceReaderState";

    /**
     * The positions that the elements of {@link #STATE} are, by topic and partition.
     *
     * @throws IOException if they are not those of a Kafka source
     */
    public static List<SourcePosition> of(List<byte[]> elements) throws IOException {
        List<SourcePosition> positions = new ArrayList<>();
        for (byte[] element : elements) {
            KafkaPartitionSplit split =
                    SimpleVersionedSerialization.readVersionAndDeSerialize(
                            new KafkaPartitionSplitSerializer(), element);
            positions.add(
                    new SourcePosition(
                            split.getTopic(), split.getPartition(), split.getStartingOffset()));
        }
        positions.sort(
                Comparator.comparing(SourcePosition::topic)
                        .thenComparing(SourcePosition::partition));
        return positions;
    }
}
