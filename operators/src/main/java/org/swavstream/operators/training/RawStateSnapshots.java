package org.swavstream.operators.training;

import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RunnableFuture;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.SnapshotResult;

/**
 * The snapshots of tensors and waiting samples of all models, one after the other: the models are
 * copied again only when none reads the last copies any more.
 *
 * <p>All methods belong to the task's thread.
 */
final class RawStateSnapshots implements AutoCloseable {

    private final MailboxExecutor mailbox;
    private final int keyGroups;
    private final KeyGroupRange ownKeyGroups;
    private CompletableFuture<Void> released = CompletableFuture.completedFuture(null);
    private Future<?> latest = released;

    /**
     * @param mailbox of the task
     * @param task of the operator
     */
    RawStateSnapshots(MailboxExecutor mailbox, TaskInfo task) {
        this.mailbox = mailbox;
        this.keyGroups = task.getMaxNumberOfParallelSubtasks();
        this.ownKeyGroups =
                KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
                        keyGroups,
                        task.getNumberOfParallelSubtasks(),
                        task.getIndexOfThisSubtask());
    }

    /** Waits until no snapshot reads the models; the task does meanwhile what there is to do. */
    void awaitRelease() throws InterruptedException {
        CompletableFuture<Void> wakeUp =
                released.thenRun(() -> mailbox.execute(() -> {}, "the copies are written"));
        while (!released.isDone()) {
            mailbox.yield();
        }
        wakeUp.join();
    }

    /**
     * A snapshot of all models, for Flink to make on another thread.
     *
     * @param models the copy of each, by key
     * @param storage of the checkpoint
     * @param cancellation by which the task ends it early
     */
    RunnableFuture<SnapshotResult<KeyedStateHandle>> begin(
            SortedMap<String, CopiedModel> models,
            CheckpointStreamFactory storage,
            CloseableRegistry cancellation)
            throws IOException {
        RawStateWriter writer = new RawStateWriter(byKeyGroup(models), ownKeyGroups, storage);
        var task = writer.toAsyncSnapshotFutureTask(cancellation);
        released = writer.released();
        latest = task;
        return task;
    }

    private SortedMap<Integer, SortedMap<String, CopiedModel>> byKeyGroup(
            SortedMap<String, CopiedModel> models) {
        SortedMap<Integer, SortedMap<String, CopiedModel>> byKeyGroup = new TreeMap<>();
        models.forEach(
                (model, copy) ->
                        byKeyGroup
                                .computeIfAbsent(keyGroup(model), keyGroup -> new TreeMap<>())
                                .put(model, copy));
        return byKeyGroup;
    }

    private int keyGroup(String model) {
        return KeyGroupRangeAssignment.assignToKeyGroup(model, keyGroups);
    }

    /** Cancels a snapshot that is being made, and waits until it no longer reads the models. */
    @Override
    public void close() {
        latest.cancel(true);
        released.join();
    }
}
