package org.swavstream.operators.sample;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.swavstream.image.ImageRecordSerializer;
import org.swavstream.state.serializer.VersionedSerializer;

/** Model, name of the use, number, record. */
public final class SequencedSampleSerializer extends VersionedSerializer<SequencedSample> {

    private final ImageRecordSerializer records = new ImageRecordSerializer();

    @Override
    protected void write(SequencedSample sample, DataOutputView out) throws IOException {
        out.writeUTF(sample.model());
        out.writeUTF(sample.use().name());
        out.writeLong(sample.number());
        records.serialize(sample.record(), out);
    }

    @Override
    protected SequencedSample read(int version, DataInputView in) throws IOException {
        return new SequencedSample(
                in.readUTF(),
                SampleUse.valueOf(in.readUTF()),
                in.readLong(),
                records.deserialize(in));
    }
}
