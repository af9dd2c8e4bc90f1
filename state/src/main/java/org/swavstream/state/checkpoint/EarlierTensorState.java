package org.swavstream.state.checkpoint;

import java.io.IOException;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.IntSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.swavstream.state.tensor.Block;
import org.swavstream.state.tensor.TensorTable;
import org.swavstream.state.tensor.TensorTableSerializer;

/**
 * Tensors of the current key as builds before the {@link ModelStreamWriter} kept them: state {@code
 * <name>-table} is a {@link TensorTable}; state {@code <name>} maps block number, from 0, to a
 * {@link Block} of the tensors' bytes, laid end to end. It is only read.
 */
final class EarlierTensorState {

    private final String name;
    private final ValueState<TensorTable> table;
    private final MapState<Integer, byte[]> blocks;

    EarlierTensorState(String name, KeyedStateStore store) {
        this.name = name;
        this.table =
                store.getState(
                        new ValueStateDescriptor<>(name + "-table", new TensorTableSerializer()));
        this.blocks =
                store.getMapState(
                        new MapStateDescriptor<>(
                                name,
                                IntSerializer.INSTANCE,
                                BytePrimitiveArraySerializer.INSTANCE));
    }

    /**
     * What is stored for the current key, as long as it is the current one.
     *
     * @throws IOException if nothing is
     */
    StoredTensors open() throws IOException {
        TensorTable stored = table.value();
        if (stored == null) {
            throw new IOException("state '%s-table' is missing".formatted(name));
        }
        return new StoredTensors(name, stored, this::payload);
    }

    /** Whether something is stored for the current key. */
    boolean isStored() throws IOException {
        return table.value() != null;
    }

    private byte[] payload(int number, String blockName) throws IOException {
        byte[] sealed = block(number, blockName);
        if (sealed == null) {
            throw new IOException(blockName + " is missing");
        }
        return Block.open(sealed, blockName);
    }

    // Flink's states may throw anything.
    @SuppressWarnings("IllegalCatch")
    private byte[] block(int number, String blockName) {
        try {
            return blocks.get(number);
        } catch (Exception e) {
            throw new IllegalStateException(blockName + " cannot be read", e);
        }
    }

    /** Removes what is stored for the current key. */
    void clear() {
        table.clear();
        blocks.clear();
    }
}
