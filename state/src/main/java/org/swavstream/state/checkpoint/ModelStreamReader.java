package org.swavstream.state.checkpoint;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.swavstream.state.tensor.TensorTable;
import org.swavstream.state.tensor.TensorTableSerializer;

/** Reads what {@link ModelStreamWriter} wrote of a key group, one model after the other. */
public final class ModelStreamReader implements StoredModel {

    /** Names of the kinds of tensors, for error messages. */
    static final String WEIGHTS = "weights";

    static final String MOMENTUM = "momentum";
    static final String PROTOTYPES = "prototypes";

    private final DataInputViewStreamWrapper in;
    private final int layout;
    private int left;

    /**
     * @param keyGroup where the key group begins
     * @throws IOException if it cannot be read, or was written by a newer release
     */
    public ModelStreamReader(InputStream keyGroup) throws IOException {
        this.in = new DataInputViewStreamWrapper(keyGroup);
        this.layout = complete(in::readByte);
        if (layout < 1 || layout > ModelStreamWriter.LAYOUT) {
            throw new IOException(
                    "the stored models have layout version %d, this build knows 1 to %d; read them with the release that wrote them, or a newer one"
                            .formatted(layout, ModelStreamWriter.LAYOUT));
        }
        this.left = complete(in::readInt);
        if (left < 0) {
            throw new IOException("found %d models in a key group: it is damaged".formatted(left));
        }
    }

    /** Whether there is another model. */
    public boolean hasNext() {
        return left > 0;
    }

    /**
     * The key of the next model, of which then {@link #pending} is read and after it weights,
     * momentum and prototypes, each to its end before the next kind is asked for.
     */
    public String next() throws IOException {
        left--;
        return complete(in::readUTF);
    }

    /**
     * The samples that wait for their step, by sequence number; none where an earlier build wrote
     * the model, which kept them in {@link EarlierPendingState}.
     *
     * @throws IOException if they are damaged
     */
    public <T> SortedMap<Long, T> pending(TypeSerializer<T> samples) throws IOException {
        return hasPending()
                ? complete(() -> new PendingSamples<>(samples).read(in))
                : new TreeMap<>();
    }

    private boolean hasPending() {
        return layout > 1;
    }

    @Override
    public StoredTensors weights() throws IOException {
        return read(WEIGHTS);
    }

    @Override
    public StoredTensors momentum() throws IOException {
        return read(MOMENTUM);
    }

    @Override
    public StoredTensors prototypes() throws IOException {
        return read(PROTOTYPES);
    }

    private StoredTensors read(String kind) throws IOException {
        TensorTable table = table();
        return new StoredTensors(kind, table, StreamBlocks.inOrder(in, table.bytes()));
    }

    /**
     * All models of a key group, whose tensors can be read in any order as long as the file is
     * open, by one thread.
     *
     * @param file at the position where the key group begins
     */
    public static Map<String, StoredModel> locate(FSDataInputStream file) throws IOException {
        ModelStreamReader reader = new ModelStreamReader(file);
        Map<String, StoredModel> models = new LinkedHashMap<>();
        while (reader.hasNext()) {
            models.put(reader.next(), reader.locateNext(file));
        }
        return models;
    }

    private record LocatedModel(
            StoredTensors weights, StoredTensors momentum, StoredTensors prototypes)
            implements StoredModel {}

    private StoredModel locateNext(FSDataInputStream file) throws IOException {
        if (hasPending()) {
            file.seek(complete(() -> PendingSamples.end(file)));
        }
        return new LocatedModel(
                locate(WEIGHTS, file), locate(MOMENTUM, file), locate(PROTOTYPES, file));
    }

    private StoredTensors locate(String kind, FSDataInputStream file) throws IOException {
        TensorTable table = table();
        StreamBlocks blocks = StreamBlocks.anywhere(file, table.bytes());
        file.seek(file.getPos() + StreamBlocks.size(table.bytes()));
        return new StoredTensors(kind, table, blocks);
    }

    private TensorTable table() throws IOException {
        return complete(() -> new TensorTableSerializer().deserialize(in));
    }

    /** Something that is read from the file. */
    private interface Reading<T> {
        T read() throws IOException;
    }

    private static <T> T complete(Reading<T> reading) throws IOException {
        try {
            return reading.read();
        } catch (EOFException e) {
            throw new IOException(
                    "the stored models end in the middle of one: the file is truncated", e);
        }
    }
}
