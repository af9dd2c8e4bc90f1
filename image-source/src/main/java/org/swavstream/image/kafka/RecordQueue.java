package org.swavstream.image.kafka;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Fetched records on their way out of a source, in the order that the implementation gives. */
sealed interface RecordQueue permits OffsetMerge, ArrivalQueue {

    /** Announces partitions that records will come from. */
    void open(Collection<TopicPartition> partitions);

    /** Takes the next record of a partition; a {@link RangeEnd} is its last. */
    void add(ConsumerRecord<byte[], byte[]> record);

    /** Removes and returns, in order, all records that are known to be next. */
    List<ConsumerRecord<byte[], byte[]>> drain();

    /** Partitions of which no more records shall be fetched for now. */
    Set<TopicPartition> full();
}
