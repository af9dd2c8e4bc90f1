package org.swavstream.state.checkpoint;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.IntSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.swavstream.state.tensor.Block;
import org.swavstream.state.tensor.TensorData;
import org.swavstream.state.tensor.TensorSpec;
import org.swavstream.state.tensor.TensorTable;
import org.swavstream.state.tensor.TensorTableSerializer;

/**
 * Tensors of the current key. State {@code <name>-table} is a {@link TensorTable}; state {@code
 * <name>} maps block number, from 0, to a {@link Block} of the tensors' bytes, laid end to end.
 */
public final class TensorState {

    private final String name;
    private final ValueState<TensorTable> table;
    private final MapState<Integer, byte[]> blocks;

    private TensorState(String name, KeyedStateStore store) {
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

    /** Parameters of trunk and head, and the statistics of their batch norms. */
    public static TensorState weights(KeyedStateStore store) {
        return new TensorState("weights", store);
    }

    /** The optimiser's momentum of every parameter. */
    public static TensorState momentum(KeyedStateStore store) {
        return new TensorState("momentum", store);
    }

    /** The prototypes. */
    public static TensorState prototypes(KeyedStateStore store) {
        return new TensorState("prototypes", store);
    }

    /**
     * Replaces what is stored; reads the tensors one at a time, in order.
     *
     * @throws IllegalStateException if they are other tensors than those that the key had before
     */
    public void write(Stream<TensorData> tensors) throws Exception {
        List<TensorSpec> specs = new ArrayList<>();
        BlockCutter cutter = new BlockCutter(blocks);
        for (Iterator<TensorData> each = tensors.iterator(); each.hasNext(); ) {
            TensorData tensor = each.next();
            specs.add(tensor.spec());
            cutter.append(tensor.bytes());
        }
        cutter.end();
        TensorTable current = new TensorTable(specs);
        TensorTable stored = table.value();
        if (stored == null) {
            table.update(current);
        } else if (!stored.equals(current)) {
            throw new IllegalStateException(
                    "the tensors of state '%s' changed while the job ran".formatted(name));
        }
    }

    /**
     * What is stored for the current key, as long as it is the current one.
     *
     * @throws IOException if nothing is
     */
    public StoredTensors open() throws IOException {
        TensorTable stored = table.value();
        if (stored == null) {
            throw new IOException("state '%s-table' is missing".formatted(name));
        }
        return new StoredTensors(name, stored, blocks);
    }

    /**
     * All that is stored for the current key.
     *
     * @throws IOException if a block is missing or damaged; the message names it
     */
    public List<TensorData> read() throws Exception {
        StoredTensors stored = open();
        List<TensorData> tensors = new ArrayList<>(stored.specs().size());
        for (TensorSpec spec : stored.specs()) {
            tensors.add(stored.read(spec));
        }
        return tensors;
    }
}
