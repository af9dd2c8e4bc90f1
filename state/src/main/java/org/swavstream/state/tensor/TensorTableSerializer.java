package org.swavstream.state.tensor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.swavstream.state.serializer.VersionedSerializer;

/** Layout 1: count, then for each tensor its name, element type's name, rank and dimensions. */
public final class TensorTableSerializer extends VersionedSerializer<TensorTable> {

    @Override
    public int version() {
        return 1;
    }

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
        int count = in.readInt();
        List<TensorSpec> specs = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            specs.add(readSpec(in));
        }
        return new TensorTable(specs);
    }

    private static TensorSpec readSpec(DataInputView in) throws IOException {
        String name = in.readUTF();
        ElementType elementType = ElementType.valueOf(in.readUTF());
        long[] shape = new long[in.readInt()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = in.readLong();
        }
        return TensorSpec.of(name, elementType, shape);
    }
}
