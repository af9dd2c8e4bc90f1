package org.swavstream.image.kafka;

import java.util.Collection;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Starts where another initializer says and never anywhere else.
 *
 * <p>The connector takes the consumer's {@code auto.offset.reset} from the starting offsets, and
 * would else skip, without a word, the images that retention removed while the job was stopped.
 * With {@code none} the consumer fails with the lost offset.
 */
final class FailOnLostOffsets implements OffsetsInitializer {

    private static final long serialVersionUID = 1L;

    private final OffsetsInitializer start;

    FailOnLostOffsets(OffsetsInitializer start) {
        this.start = start;
    }

    @Override
    public Map<TopicPartition, Long> getPartitionOffsets(
            Collection<TopicPartition> partitions, PartitionOffsetsRetriever offsets) {
        return start.getPartitionOffsets(partitions, offsets);
    }

    @Override
    @SuppressWarnings("deprecation") // The connector's interface still uses Kafka's old enum.
    public OffsetResetStrategy getAutoOffsetResetStrategy() {
        return OffsetResetStrategy.NONE;
    }
}
