package org.swavstream.state.checkpoint;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.swavstream.state.tensor.TensorData;
import org.swavstream.state.tensor.TensorSpec;
import org.swavstream.state.tensor.TensorTable;

/** The tensors that a {@link TensorState} holds, to be read one at a time. */
public final class StoredTensors {

    private final List<TensorSpec> specs;
    private final Map<String, Long> positions = new LinkedHashMap<>();
    private final BlockReader blocks;

    StoredTensors(TensorTable table, BlockReader blocks) {
        this.specs = table.specs();
        this.blocks = blocks;
        long position = 0;
        for (TensorSpec spec : specs) {
            positions.put(spec.name(), position);
            position += spec.bytes();
        }
    }

    /** What is stored, in order. */
    public List<TensorSpec> specs() {
        return specs;
    }

    /**
     * One tensor, which is one of {@link #specs}.
     *
     * @throws IOException if a block is missing or damaged; the message names it
     */
    public TensorData read(TensorSpec spec) throws Exception {
        byte[] bytes = blocks.read(positions.get(spec.name()), Math.toIntExact(spec.bytes()));
        return new TensorData(spec, bytes);
    }
}
