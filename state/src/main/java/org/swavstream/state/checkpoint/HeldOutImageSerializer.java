package org.swavstream.state.checkpoint;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.swavstream.state.serializer.StoredBytes;
import org.swavstream.state.serializer.VersionedSerializer;

/** Layout 1: label, number of bytes, pixels. */
public final class HeldOutImageSerializer extends VersionedSerializer<HeldOutImage> {

    @Override
    protected void write(HeldOutImage image, DataOutputView out) throws IOException {
        out.writeUTF(image.label());
        out.writeInt(image.pixels().length);
        out.write(image.pixels());
    }

    @Override
    protected HeldOutImage read(int version, DataInputView in) throws IOException {
        String label = in.readUTF();
        int pixels = StoredBytes.count(in, "bytes of pixels", Integer.MAX_VALUE);
        return new HeldOutImage(label, StoredBytes.read(in, pixels));
    }
}
