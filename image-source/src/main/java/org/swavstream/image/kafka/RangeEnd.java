package org.swavstream.image.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Stands behind the last record of a partition's range, at the offset where the range ends. It is
 * never emitted: it moves the partition's offset in the state to the end, over whatever holds no
 * record, for instance the marker of a transaction.
 */
final class RangeEnd extends ConsumerRecord<byte[], byte[]> {

    RangeEnd(TopicPartition partition, long offset) {
        super(partition.topic(), partition.partition(), offset, null, null);
    }
}
