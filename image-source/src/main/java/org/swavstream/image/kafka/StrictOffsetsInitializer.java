package org.swavstream.image.kafka;

import java.io.Serializable;
import java.util.Collection;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Starts at offsets that are looked up when partitions are found, and never anywhere else.
 *
 * <p>The connector's {@code earliest} and {@code committedOffsets} leave only these words in the
 * state until the first record of a partition is read. A job that is restored until then would
 * begin at what they mean by that time, and skip, without a word, images that it has not seen.
 *
 * <p>The connector also takes the consumer's {@code auto.offset.reset} from the starting offsets,
 * and would else skip, without a word, the images that retention removed while the job was stopped.
 * With {@code none} the consumer fails with the lost offset.
 */
final class StrictOffsetsInitializer implements OffsetsInitializer {

    private static final long serialVersionUID = 1L;

    private final Start start;

    /** Finds the offset that each partition starts at. */
    interface Start extends Serializable {
        Map<TopicPartition, Long> offsets(
                Collection<TopicPartition> partitions, PartitionOffsetsRetriever kafka);
    }

    StrictOffsetsInitializer(Start start) {
        this.start = start;
    }

    @Override
    public Map<TopicPartition, Long> getPartitionOffsets(
            Collection<TopicPartition> partitions, PartitionOffsetsRetriever kafka) {
        return start.offsets(partitions, kafka);
    }

    @Override
    @SuppressWarnings("deprecation") // The connector's interface still uses Kafka's old enum.
    public OffsetResetStrategy getAutoOffsetResetStrategy() {
        return OffsetResetStrategy.NONE;
    }
}
