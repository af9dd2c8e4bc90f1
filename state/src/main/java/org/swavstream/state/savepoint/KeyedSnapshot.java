package org.swavstream.state.savepoint;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.functions.SerializerFactory;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.runtime.state.CheckpointableKeyedStateBackend;
import org.apache.flink.runtime.state.DefaultKeyedStateStore;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.VoidNamespace;
import org.swavstream.state.checkpoint.ProgressState;
import org.swavstream.state.file.TemporaryFolder;

/**
 * The keyed state that one subtask of the trainer left in a savepoint.
 *
 * <p>It is restored into a state backend of its own, which is what a subtask does when a job
 * resumes, without the job around it: no cluster is started, and state is read where it is asked
 * for. RocksDB reads its own state and canonical savepoints, and keeps on disk what does not fit
 * into memory; the hash map reads what it wrote.
 *
 * <p>Owns: the state backend and its temporary folder; released by {@link #close}. Ctrl-C deletes
 * the folder, too.
 */
final class KeyedSnapshot implements Closeable {

    private final TemporaryFolder folder;
    private final CheckpointableKeyedStateBackend<String> backend;

    private KeyedSnapshot(TemporaryFolder folder, CheckpointableKeyedStateBackend<String> backend) {
        this.folder = folder;
        this.backend = backend;
    }

    /**
     * @param keyGroups number of all key groups of the operator, its maximal parallelism
     * @throws IOException if the state cannot be read
     */
    static KeyedSnapshot restore(KeyedStateHandle state, int keyGroups) throws IOException {
        TemporaryFolder folder = TemporaryFolder.create();
        try {
            return new KeyedSnapshot(folder, restore(state, keyGroups, folder.path()));
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    private static CheckpointableKeyedStateBackend<String> restore(
            KeyedStateHandle state, int keyGroups, Path folder) throws IOException {
        return RestoredHashMap.hasWritten(state)
                ? RestoredHashMap.of(state, keyGroups)
                : RestoredRocksDb.of(state, keyGroups, folder);
    }

    /** The models whose state this is. */
    List<String> models() {
        try (Stream<String> keys = backend.getKeys(ProgressState.NAME, VoidNamespace.INSTANCE)) {
            return keys.sorted().toList();
        }
    }

    /** Access to the state of {@code model}, until another one is selected. */
    KeyedStateStore select(String model) {
        backend.setCurrentKey(model);
        return new DefaultKeyedStateStore(backend, new OwnSerializers());
    }

    @Override
    public void close() throws IOException {
        backend.dispose();
        folder.close();
    }

    /** Serializers of types for which a state has none of its own. */
    private static final class OwnSerializers implements SerializerFactory {

        @Override
        public <T> TypeSerializer<T> createSerializer(TypeInformation<T> type) {
            return type.createSerializer(new SerializerConfigImpl());
        }
    }
}
