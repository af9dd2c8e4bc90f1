package org.swavstream.state.savepoint;

import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedStateCheckpointOutputStream;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.util.IOUtils;
import org.swavstream.state.checkpoint.ModelStreamReader;
import org.swavstream.state.checkpoint.StoredModel;

/**
 * The raw keyed state that one subtask of the trainer left in a savepoint: the tensors of its
 * models.
 *
 * <p>Owns: the open file; released by {@link #close}.
 */
final class ModelStreams implements Closeable {

    private final FSDataInputStream file;
    private final Map<String, StoredModel> models = new HashMap<>();

    private ModelStreams(FSDataInputStream file) {
        this.file = file;
    }

    /**
     * @throws IOException if the state cannot be read
     */
    static ModelStreams open(KeyedStateHandle state) throws IOException {
        if (!(state instanceof KeyGroupsStateHandle groups)) {
            throw new IOException(
                    "its raw keyed state is a %s, which this build does not know"
                            .formatted(state.getClass().getSimpleName()));
        }
        ModelStreams streams = new ModelStreams(groups.openInputStream());
        try {
            for (Tuple2<Integer, Long> group : groups.getGroupRangeOffsets()) {
                if (group.f1 != KeyedStateCheckpointOutputStream.NO_OFFSET_SET) {
                    streams.file.seek(group.f1);
                    streams.models.putAll(ModelStreamReader.locate(streams.file));
                }
            }
            return streams;
        } catch (IOException | RuntimeException e) {
            IOUtils.closeQuietly(streams);
            throw e;
        }
    }

    /** The models, by key. */
    Map<String, StoredModel> models() {
        return models;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
