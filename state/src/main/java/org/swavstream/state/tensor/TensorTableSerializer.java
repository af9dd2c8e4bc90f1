package org.swavstream.state.tensor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.swavstream.state.serializer.StoredBytes;
import org.swavstream.state.serializer.VersionedSerializer;

/** Layout 1: count, then for each tensor its name, element type's name, rank and dimensions. */
public final class TensorTableSerializer extends VersionedSerializer<TensorTable> {

    /** As many as libtorch's tensors can have. */
    private static final int MOST_DIMENSIONS = 64;

    @Override
    protected void write(TensorTable table, DataOutputView out) throws IOException {
        out.writeInt(table.specs().size());
        for (TensorSpec spec : table.specs()) {
            out.writeUTF(spec.name());
            out.writeUTF(spec.elementType().name());
            out.writeInt(spec.shape().size());
            for (long dimension : spec.shape()) {
                out.writeLong(dimension);
            }
        }
    }

    @Override
    protected TensorTable read(int version, DataInputView in) throws IOException {
        int count = StoredBytes.count(in, "tensors", Integer.MAX_VALUE);
        List<TensorSpec> specs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            specs.add(readSpec(in));
        }
        return counted(new TensorTable(specs));
    }

    /** Refuses dimensions that no tensors have. */
    private static TensorTable counted(TensorTable table) throws IOException {
        try {
            table.bytes();
            return table;
        } catch (ArithmeticException e) {
            throw new IOException("tensors of more bytes than can be counted: damaged", e);
        }
    }

    private static TensorSpec readSpec(DataInputView in) throws IOException {
        String name = in.readUTF();
        ElementType elementType = ElementType.valueOf(in.readUTF());
        long[] shape = new long[StoredBytes.count(in, "dimensions", MOST_DIMENSIONS)];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = in.readLong();
            if (shape[i] < 0) {
                throw new IOException(
                        "tensor '%s' has a dimension of %d: it is damaged"
                                .formatted(name, shape[i]));
            }
        }
        return TensorSpec.of(name, elementType, shape);
    }
}
