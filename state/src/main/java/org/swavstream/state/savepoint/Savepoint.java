package org.swavstream.state.savepoint;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.util.IOUtils;
import org.swavstream.state.checkpoint.OperatorUids;
import org.swavstream.state.checkpoint.StoredModel;

/**
 * A savepoint or a retained checkpoint of the job, for reading.
 *
 * <p>Owns: a copy of the trainer's managed state in temporary folders, and open files; released by
 * {@link #close}. Nothing of the savepoint is changed. To be used by one thread.
 */
public final class Savepoint implements AutoCloseable {

    private final SnapshotMetadata metadata;
    private final List<KeyedSnapshot> snapshots = new ArrayList<>();
    private final Map<String, KeyedSnapshot> models = new TreeMap<>();
    private final List<ModelStreams> streams = new ArrayList<>();
    private final SortedMap<String, Integer> layouts = new TreeMap<>();

    private Savepoint(SnapshotMetadata metadata) {
        this.metadata = metadata;
    }

    /**
     * Opens the savepoint or checkpoint at {@code path}: its folder, on any of Flink's file
     * systems.
     *
     * @throws SavepointException if it cannot be read, or is not of this job
     */
    public static Savepoint open(String path) throws SavepointException {
        SnapshotMetadata metadata = SnapshotMetadata.read(path);
        OperatorState trainer =
                metadata.operator(OperatorUids.SWAV_TRAINER)
                        .orElseThrow(
                                () ->
                                        new SavepointException(
                                                path,
                                                "it has no operator '%s', so it is not of this job"
                                                        .formatted(OperatorUids.SWAV_TRAINER)));
        Savepoint savepoint = new Savepoint(metadata);
        return SavepointException.wrapping(path, () -> savepoint.restored(trainer));
    }

    private Savepoint restored(OperatorState trainer) throws IOException {
        try {
            for (OperatorSubtaskState subtask : trainer.getStates()) {
                for (KeyedStateHandle state : subtask.getManagedKeyedState()) {
                    layouts.putAll(StateLayouts.read(state));
                    add(KeyedSnapshot.restore(state, trainer.getMaxParallelism()));
                }
                for (KeyedStateHandle state : subtask.getRawKeyedState()) {
                    streams.add(ModelStreams.open(state));
                }
            }
            return this;
        } catch (IOException | RuntimeException e) {
            IOUtils.closeQuietly(this);
            throw e;
        }
    }

    private void add(KeyedSnapshot snapshot) {
        snapshots.add(snapshot);
        snapshot.models().forEach(model -> models.put(model, snapshot));
    }

    /** Its folder, as it was given. */
    public String path() {
        return metadata.path();
    }

    /** Flink's number of the checkpoint; savepoints are counted with them. */
    public long checkpoint() {
        return metadata.checkpoint();
    }

    /** Size of all its state in bytes, also of what it shares with other checkpoints. */
    public long bytes() {
        return metadata.bytes();
    }

    /** Version of the layout of its metadata, which is Flink's. */
    public int metadataVersion() {
        return metadata.version();
    }

    /** Versions of the layouts of the trainer's values, by state. */
    public SortedMap<String, Integer> layouts() {
        return Collections.unmodifiableSortedMap(layouts);
    }

    /**
     * The elements of a list state that belongs to operators as a whole, as they are stored.
     *
     * @param name the state's; operators that have none of this name give nothing
     * @throws SavepointException if they cannot be read
     */
    public List<byte[]> listState(String name) throws SavepointException {
        return metadata.listState(metadata.operators(), name);
    }

    /** The keys of the models that it holds, sorted. */
    public List<String> models() {
        return List.copyOf(models.keySet());
    }

    /**
     * What it holds of one model.
     *
     * @param model one of {@link #models}
     * @throws SavepointException if its tensors are missing
     */
    public ModelSnapshot model(String model) throws SavepointException {
        StoredModel tensors =
                streams.stream()
                        .map(stream -> stream.models().get(model))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new SavepointException(
                                                path(),
                                                "the tensors of model '%s' are missing"
                                                        .formatted(model)));
        return new ModelSnapshot(path(), model, models.get(model).select(model), tensors);
    }

    @Override
    public void close() {
        IOUtils.closeAllQuietly(snapshots);
        IOUtils.closeAllQuietly(streams);
    }
}
