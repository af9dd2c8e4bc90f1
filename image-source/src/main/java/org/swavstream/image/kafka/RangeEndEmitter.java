package org.swavstream.image.kafka;

import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.base.source.reader.RecordEmitter;
import org.apache.flink.connector.kafka.source.reader.KafkaRecordEmitter;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitState;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.swavstream.image.ImageRecord;

/** Emits records as the connector does, and of a {@link RangeEnd} only the offset. */
final class RangeEndEmitter
        implements RecordEmitter<
                ConsumerRecord<byte[], byte[]>, ImageRecord, KafkaPartitionSplitState> {

    private final KafkaRecordEmitter<ImageRecord> records =
            new KafkaRecordEmitter<>(new ImageRecordDeserializer());

    @Override
    public void emitRecord(
            ConsumerRecord<byte[], byte[]> record,
            SourceOutput<ImageRecord> output,
            KafkaPartitionSplitState split)
            throws Exception {
        if (record instanceof RangeEnd) {
            split.setCurrentOffset(Math.max(split.getCurrentOffset(), record.offset()));
        } else {
            records.emitRecord(record, output, split);
        }
    }
}
