package org.swavstream.image.kafka;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;
import org.swavstream.state.serializer.VersionedSerializer;

/** Serializer of {@link MetricRecord}: key and JSON as Flink writes strings. */
public final class MetricRecordSerializer extends VersionedSerializer<MetricRecord> {

    private static final long serialVersionUID = 1L;

    @Override
    protected void write(MetricRecord metric, DataOutputView out) throws IOException {
        StringValue.writeString(metric.key(), out);
        StringValue.writeString(metric.json(), out);
    }

    @Override
    protected MetricRecord read(int version, DataInputView in) throws IOException {
        return new MetricRecord(StringValue.readString(in), StringValue.readString(in));
    }
}
