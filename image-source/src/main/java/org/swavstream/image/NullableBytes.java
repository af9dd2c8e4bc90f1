package org.swavstream.image;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.swavstream.state.serializer.StoredBytes;

/** Layout of bytes that may be null: their length as an int, -1 for null, then the bytes. */
final class NullableBytes {

    private static final int NULL = -1;

    private NullableBytes() {}

    static void write(byte[] bytes, DataOutputView out) throws IOException {
        if (bytes == null) {
            out.writeInt(NULL);
            return;
        }
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static byte[] read(DataInputView in) throws IOException {
        int length = in.readInt();
        if (length == NULL) {
            return null;
        }
        if (length < NULL) {
            throw new IOException("found a length of " + length + ", expected -1 or more");
        }
        return StoredBytes.read(in, length);
    }
}
