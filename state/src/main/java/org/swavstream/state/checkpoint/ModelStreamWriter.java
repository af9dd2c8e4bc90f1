package org.swavstream.state.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.util.SortedMap;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;
import org.swavstream.state.tensor.TensorSource;
import org.swavstream.state.tensor.TensorTable;
import org.swavstream.state.tensor.TensorTableSerializer;

/**
 * Writes the tensors and the waiting samples of all models of a key group: raw keyed state of the
 * trainer.
 *
 * <p>Layout 2: version of the layout (1 byte), number of models (4), and for each model its key
 * (UTF), its {@link PendingSamples}, then weights, momentum and prototypes: each a {@link
 * TensorTable} as {@link TensorTableSerializer} writes it, and the bytes of the tensors, laid end
 * to end in blocks of 1 MiB with a CRC-32C behind each. Numbers are big-endian, but for those in
 * tensors. (Layout 1 was never released.)
 *
 * @param <T> the prepared sample
 */
public final class ModelStreamWriter<T> {

    /** The version of the layout that is written. */
    static final int LAYOUT = 2;

    private final DataOutputViewStreamWrapper out;
    private final PendingSamples<T> samples;

    /**
     * @param keyGroup where the key group begins; not buffered, as tensors come in large pieces
     * @param models number of the models that will be added
     * @param samples writes a sample
     */
    public ModelStreamWriter(OutputStream keyGroup, int models, TypeSerializer<T> samples)
            throws IOException {
        this.out = new DataOutputViewStreamWrapper(keyGroup);
        this.samples = new PendingSamples<>(samples);
        out.writeByte(LAYOUT);
        out.writeInt(models);
    }

    /**
     * Adds a model.
     *
     * @param pending samples that wait for their step, by sequence number
     */
    public void add(
            String model,
            SortedMap<Long, T> pending,
            TensorSource weights,
            TensorSource momentum,
            TensorSource prototypes)
            throws IOException {
        out.writeUTF(model);
        samples.write(pending, out);
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
