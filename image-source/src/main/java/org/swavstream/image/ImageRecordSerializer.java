package org.swavstream.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.swavstream.state.ledger.RecordPosition;
import org.swavstream.state.serializer.VersionedSerializer;

/**
 * Serializer of {@link ImageRecord}.
 *
 * <p>Topic (modified UTF-8), partition (int), offset (long), key, number of headers (int), each
 * header's name and value, value. Keys, names and values are an int length and that many bytes; the
 * length -1 is null.
 */
public final class ImageRecordSerializer extends VersionedSerializer<ImageRecord> {

    private static final long serialVersionUID = 1L;

    @Override
    protected void write(ImageRecord image, DataOutputView out) throws IOException {
        out.writeUTF(image.position().topic());
        out.writeInt(image.position().partition());
        out.writeLong(image.position().offset());
        NullableBytes.write(image.key(), out);
        out.writeInt(image.headers().size());
        for (RecordHeader header : image.headers()) {
            NullableBytes.write(header.name().getBytes(StandardCharsets.UTF_8), out);
            NullableBytes.write(header.value(), out);
        }
        NullableBytes.write(image.value(), out);
    }

    @Override
    protected ImageRecord read(int version, DataInputView in) throws IOException {
        RecordPosition position = new RecordPosition(in.readUTF(), in.readInt(), in.readLong());
        byte[] key = NullableBytes.read(in);
        List<RecordHeader> headers = readHeaders(in);
        return new ImageRecord(position, key, headers, NullableBytes.read(in));
    }

    private static List<RecordHeader> readHeaders(DataInputView in) throws IOException {
        int count = in.readInt();
        List<RecordHeader> headers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = new String(NullableBytes.read(in), StandardCharsets.UTF_8);
            headers.add(new RecordHeader(name, NullableBytes.read(in)));
        }
        return headers;
    }
}
