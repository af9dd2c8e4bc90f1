package org.swavstream.state.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;
import org.swavstream.state.tensor.TensorSource;
import org.swavstream.state.tensor.TensorTable;
import org.swavstream.state.tensor.TensorTableSerializer;

/**
 * Writes the tensors of all models of a key group: raw keyed state of the trainer.
 *
 * <p>Layout 1: version of the layout (1 byte), number of models (4), and for each model its key
 * (UTF), then weights, momentum and prototypes: each a {@link TensorTable} as {@link
 * TensorTableSerializer} writes it, and the bytes of the tensors, laid end to end in blocks of 1
 * MiB with a CRC-32C behind each. Numbers are big-endian, but for those in tensors.
 */
public final class ModelStreamWriter {

    /** The version of the layout that is written. */
    static final int LAYOUT = 1;

    private final DataOutputView out;

    /**
     * @param keyGroup where the key group begins; not buffered, as tensors come in large pieces
     * @param models number of the models that will be added
     */
    public ModelStreamWriter(OutputStream keyGroup, int models) throws IOException {
        this.out = new DataOutputViewStreamWrapper(keyGroup);
        out.writeByte(LAYOUT);
        out.writeInt(models);
    }

    /** Adds a model. */
    public void add(
            String model, TensorSource weights, TensorSource momentum, TensorSource prototypes)
            throws IOException {
        out.writeUTF(model);
        add(weights);
        add(momentum);
        add(prototypes);
    }

    private void add(TensorSource tensors) throws IOException {
        TensorTable table = new TensorTable(tensors.specs());
        new TensorTableSerializer().serialize(table, out);
        BlockWriter blocks = new BlockWriter(out);
        for (var spec : table.specs()) {
            tensors.read(spec, blocks);
        }
        blocks.end();
    }
}
