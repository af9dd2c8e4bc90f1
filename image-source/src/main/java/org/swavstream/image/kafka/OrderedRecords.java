package org.swavstream.image.kafka;

import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Records for Flink's reader in the order of a list, whatever their partitions: the reader is sent
 * to the split of each record. No split ever finishes, so each keeps its offset in the state.
 */
final class OrderedRecords implements RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>> {

    private final Iterator<ConsumerRecord<byte[], byte[]>> records;
    private ConsumerRecord<byte[], byte[]> next;

    OrderedRecords(List<ConsumerRecord<byte[], byte[]>> records) {
        this.records = records.iterator();
    }

    @Override
    public String nextSplit() {
        if (!records.hasNext()) {
            return null;
        }
        next = records.next();
        return KafkaPartitionSplit.toSplitId(new TopicPartition(next.topic(), next.partition()));
    }

    @Override
    public ConsumerRecord<byte[], byte[]> nextRecordFromSplit() {
        ConsumerRecord<byte[], byte[]> record = next;
        next = null;
        return record;
    }

    @Override
    public Set<String> finishedSplits() {
        return Set.of();
    }
}
