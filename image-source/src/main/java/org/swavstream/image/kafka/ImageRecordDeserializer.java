package org.swavstream.image.kafka;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.swavstream.image.ImageRecord;
import org.swavstream.image.RecordHeader;
import org.swavstream.state.ledger.RecordPosition;

/** Takes over key, headers and value without looking at them. */
final class ImageRecordDeserializer implements KafkaRecordDeserializationSchema<ImageRecord> {

    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> found, Collector<ImageRecord> out) {
        RecordPosition position =
                new RecordPosition(found.topic(), found.partition(), found.offset());
        List<RecordHeader> headers = new ArrayList<>();
        for (Header header : found.headers()) {
            headers.add(new RecordHeader(header.key(), header.value()));
        }
        out.collect(new ImageRecord(position, found.key(), headers, found.value()));
    }

    @Override
    public TypeInformation<ImageRecord> getProducedType() {
        return ImageRecord.TYPE;
    }
}
