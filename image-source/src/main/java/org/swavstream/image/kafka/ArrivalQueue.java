package org.swavstream.image.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Passes records on as they come. */
final class ArrivalQueue implements RecordQueue {

    private List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

    @Override
    public void open(Collection<TopicPartition> partitions) {
        // Nobody waits for anybody.
    }

    @Override
    public void add(ConsumerRecord<byte[], byte[]> record) {
        records.add(record);
    }

    @Override
    public List<ConsumerRecord<byte[], byte[]>> drain() {
        List<ConsumerRecord<byte[], byte[]>> drained = records;
        records = new ArrayList<>();
        return drained;
    }

    @Override
    public Set<TopicPartition> full() {
        return Set.of();
    }
}
