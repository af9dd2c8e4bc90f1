package org.swavstream.state.checkpoint;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.swavstream.state.serializer.VersionedSerializer;

/** Layout 1: the four fields in their order. */
public final class QueueIndexSerializer extends VersionedSerializer<QueueIndex> {

    @Override
    protected void write(QueueIndex index, DataOutputView out) throws IOException {
        out.writeInt(index.crops());
        out.writeInt(index.length());
        out.writeInt(index.dimension());
        out.writeLong(index.inserted());
    }

    @Override
    protected QueueIndex read(int version, DataInputView in) throws IOException {
        return new QueueIndex(in.readInt(), in.readInt(), in.readInt(), in.readLong());
    }
}
