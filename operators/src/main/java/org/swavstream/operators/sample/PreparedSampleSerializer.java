package org.swavstream.operators.sample;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.swavstream.operators.sample.PreparedSample.HeldOut;
import org.swavstream.operators.sample.PreparedSample.Skip;
import org.swavstream.operators.sample.PreparedSample.Views;
import org.swavstream.state.ledger.RecordPosition;
import org.swavstream.state.serializer.StoredBytes;
import org.swavstream.state.serializer.VersionedSerializer;

/**
 * Layout 1: the kind in one byte (1 views, 2 skip, 3 held out), the model, then the other fields in
 * their order.
 */
public final class PreparedSampleSerializer extends VersionedSerializer<PreparedSample> {

    private static final int VIEWS = 1;
    private static final int SKIP = 2;
    private static final int HELD_OUT = 3;

    @Override
    protected void write(PreparedSample sample, DataOutputView out) throws IOException {
        if (sample instanceof Views views) {
            writeKind(VIEWS, sample, out);
            writeViews(views, out);
        } else if (sample instanceof Skip skip) {
            writeKind(SKIP, sample, out);
            out.writeLong(skip.sequence());
        } else if (sample instanceof HeldOut heldOut) {
            writeKind(HELD_OUT, sample, out);
            writeHeldOut(heldOut, out);
        }
    }

    @Override
    protected PreparedSample read(int version, DataInputView in) throws IOException {
        int kind = in.readByte();
        String model = in.readUTF();
        return switch (kind) {
            case VIEWS -> readViews(model, in);
            case SKIP -> new Skip(model, in.readLong());
            case HELD_OUT -> new HeldOut(model, in.readInt(), in.readUTF(), readBytes(in));
            default -> throw new IOException("unknown kind of prepared sample: " + kind);
        };
    }

    private static void writeKind(int kind, PreparedSample sample, DataOutputView out)
            throws IOException {
        out.writeByte(kind);
        out.writeUTF(sample.model());
    }

    private static void writeViews(Views views, DataOutputView out) throws IOException {
        out.writeLong(views.sequence());
        out.writeUTF(views.position().topic());
        out.writeInt(views.position().partition());
        out.writeLong(views.position().offset());
        writeBytes(views.pixels(), out);
    }

    private static Views readViews(String model, DataInputView in) throws IOException {
        return new Views(
                model,
                in.readLong(),
                new RecordPosition(in.readUTF(), in.readInt(), in.readLong()),
                readBytes(in));
    }

    private static void writeHeldOut(HeldOut heldOut, DataOutputView out) throws IOException {
        out.writeInt(heldOut.slot());
        out.writeUTF(heldOut.label());
        writeBytes(heldOut.pixels(), out);
    }

    private static void writeBytes(byte[] bytes, DataOutputView out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] readBytes(DataInputView in) throws IOException {
        return StoredBytes.read(in, StoredBytes.count(in, "bytes of pixels", Integer.MAX_VALUE));
    }
}
