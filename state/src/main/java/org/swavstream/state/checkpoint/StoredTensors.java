package org.swavstream.state.checkpoint;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.swavstream.state.tensor.Block;
import org.swavstream.state.tensor.SavedTensors;
import org.swavstream.state.tensor.TensorData;
import org.swavstream.state.tensor.TensorSpec;
import org.swavstream.state.tensor.TensorTable;

/** Stored tensors of one kind, to be read one at a time. */
public final class StoredTensors implements SavedTensors {

    private final String name;
    private final List<TensorSpec> specs;
    private final Map<String, Long> positions = new LinkedHashMap<>();
    private final BlockReader blocks;

    /**
     * @param name of the kind, for error messages
     */
    StoredTensors(String name, TensorTable table, StreamBlocks blocks) {
        this.name = name;
        this.specs = table.specs();
        this.blocks = new BlockReader(this::blockName, blocks);
        long position = 0;
        for (TensorSpec spec : specs) {
            positions.put(spec.name(), position);
            position += spec.bytes();
        }
    }

    @Override
    public List<TensorSpec> specs() {
        return specs;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IOException if a block is missing or damaged; the message names it and its tensors
     */
    @Override
    public TensorData read(TensorSpec spec) throws IOException {
        if (spec.bytes() > Integer.MAX_VALUE) {
            throw new IOException(
                    "tensor '%s' of state '%s' has %,d bytes: more than an array holds, so it is damaged"
                            .formatted(spec.name(), name, spec.bytes()));
        }
        byte[] bytes = blocks.read(positions.get(spec.name()), (int) spec.bytes());
        return new TensorData(spec, bytes);
    }

    private String blockName(int number) {
        List<String> inside = tensorsIn(number);
        String first = inside.get(0);
        String last = inside.get(inside.size() - 1);
        return "block %d of state '%s' (%s)"
                .formatted(number, name, inside.size() == 1 ? first : first + " to " + last);
    }

    private List<String> tensorsIn(int block) {
        long begin = (long) block * Block.MAX_PAYLOAD;
        long end = begin + Block.MAX_PAYLOAD;
        return specs.stream()
                .filter(spec -> positions.get(spec.name()) < end)
                .filter(spec -> positions.get(spec.name()) + spec.bytes() > begin)
                .map(TensorSpec::name)
                .toList();
    }
}
