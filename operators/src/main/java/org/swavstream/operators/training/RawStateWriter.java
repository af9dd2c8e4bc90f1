package org.swavstream.operators.training;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.runtime.state.AsyncSnapshotCallable;
import org.apache.flink.runtime.state.CheckpointStateOutputStream;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.runtime.state.CheckpointedStateScope;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeOffsets;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedStateCheckpointOutputStream;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.SnapshotResult;
import org.swavstream.operators.sample.PreparedSampleSerializer;
import org.swavstream.operators.swav.LearnedState;
import org.swavstream.state.checkpoint.ModelStreamWriter;

/**
 * Writes tensors and waiting samples of all copied models to a checkpoint, as raw keyed state, on a
 * thread that Flink has for this: so they are written and uploaded beside the next steps, and a
 * store that fails fails the checkpoint, not the task.
 */
final class RawStateWriter extends AsyncSnapshotCallable<SnapshotResult<KeyedStateHandle>> {

    private final SortedMap<Integer, SortedMap<String, CopiedModel>> models;
    private final KeyGroupRange keyGroups;
    private final CheckpointStreamFactory storage;
    private final CompletableFuture<Void> released = new CompletableFuture<>();

    /**
     * @param models the copy of each model, by key group and key; it stays as it is until {@link
     *     #released}
     * @param keyGroups of the operator
     * @param storage of the checkpoint
     */
    RawStateWriter(
            SortedMap<Integer, SortedMap<String, CopiedModel>> models,
            KeyGroupRange keyGroups,
            CheckpointStreamFactory storage) {
        this.models = models;
        this.keyGroups = keyGroups;
        this.storage = storage;
    }

    @Override
    protected SnapshotResult<KeyedStateHandle> callInternal() throws Exception {
        CheckpointStateOutputStream out =
                storage.createCheckpointStateOutputStream(CheckpointedStateScope.EXCLUSIVE);
        snapshotCloseableRegistry.registerCloseable(out);
        KeyGroupRangeOffsets offsets = write(out);
        if (!snapshotCloseableRegistry.unregisterCloseable(out)) {
            throw new IOException("the checkpoint was cancelled");
        }
        return SnapshotResult.of(new KeyGroupsStateHandle(offsets, out.closeAndGetHandle()));
    }

    private KeyGroupRangeOffsets write(CheckpointStateOutputStream out) throws IOException {
        long[] none = new long[keyGroups.getNumberOfKeyGroups()];
        Arrays.fill(none, KeyedStateCheckpointOutputStream.NO_OFFSET_SET);
        KeyGroupRangeOffsets offsets = new KeyGroupRangeOffsets(keyGroups, none);
        for (var keyGroup : models.entrySet()) {
            offsets.setKeyGroupOffset(keyGroup.getKey(), out.getPos());
            write(keyGroup.getValue(), out);
        }
        return offsets;
    }

    private static void write(Map<String, CopiedModel> models, CheckpointStateOutputStream out)
            throws IOException {
        var writer = new ModelStreamWriter<>(out, models.size(), new PreparedSampleSerializer());
        for (var model : models.entrySet()) {
            LearnedState learned = model.getValue().learned();
            writer.add(
                    model.getKey(),
                    model.getValue().pending(),
                    learned.weights(),
                    learned.momentum(),
                    learned.prototypes());
        }
    }

    @Override
    protected void cleanupProvidedResources() {
        models.clear(); // this is kept until the next one, and samples are large
        released.complete(null);
    }

    /** Completed when the models are no longer read, whether they were written or not. */
    CompletableFuture<Void> released() {
        return released;
    }
}
