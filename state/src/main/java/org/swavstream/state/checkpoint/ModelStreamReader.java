package org.swavstream.state.checkpoint;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.swavstream.state.tensor.TensorTable;
import org.swavstream.state.tensor.TensorTableSerializer;

/** Reads what {@link ModelStreamWriter} wrote of a key group, one model after the other. */
public final class ModelStreamReader {

    private static final String WEIGHTS = "weights";
    private static final String MOMENTUM = "momentum";
    private static final String PROTOTYPES = "prototypes";

    private final DataInputViewStreamWrapper in;
    private int left;

    /**
     * @param keyGroup where the key group begins
     * @throws IOException if it cannot be read, or was written by a newer release
     */
    public ModelStreamReader(InputStream keyGroup) throws IOException {
        this.in = new DataInputViewStreamWrapper(keyGroup);
        int layout = complete(in::readByte);
        if (layout != ModelStreamWriter.LAYOUT) {
            throw new IOException(
                    "the stored models have layout version %d, this build knows %d; read them with the build that wrote them"
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
     * The samples that wait for their step, by sequence number.
     *
     * @throws IOException if they are damaged
     */
    public <T> SortedMap<Long, T> pending(TypeSerializer<T> samples) throws IOException {
        return complete(() -> new PendingSamples<>(samples).read(in));
    }

    /** Parameters of trunk and head, and the statistics of their batch norms. */
    public StoredTensors weights() throws IOException {
        return read(WEIGHTS);
    }

    /** The optimiser's momentum of every parameter. */
    public StoredTensors momentum() throws IOException {
        return read(MOMENTUM);
    }

    /** The prototypes. */
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

    private StoredModel locateNext(FSDataInputStream file) throws IOException {
        file.seek(complete(() -> PendingSamples.end(file)));
        return new StoredModel(
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
