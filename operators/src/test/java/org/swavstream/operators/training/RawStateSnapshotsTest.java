package org.swavstream.operators.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.TaskInfoImpl;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.SnapshotResult;
import org.apache.flink.runtime.state.memory.MemCheckpointStreamFactory;
import org.apache.flink.streaming.runtime.tasks.StreamTaskActionExecutor;
import org.apache.flink.streaming.runtime.tasks.mailbox.MailboxExecutorImpl;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailboxImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.swavstream.operators.swav.LearnedState;
import org.swavstream.state.checkpoint.QueueIndex;
import org.swavstream.state.checkpoint.QueueRows;
import org.swavstream.state.tensor.ElementType;
import org.swavstream.state.tensor.TensorSource;
import org.swavstream.state.tensor.TensorSpec;

/** When the trainer may overwrite its copy of the models. */
@Timeout(60)
final class RawStateSnapshotsTest {

    private final MailboxExecutorImpl mailbox =
            new MailboxExecutorImpl(new TaskMailboxImpl(), 0, StreamTaskActionExecutor.IMMEDIATE);
    private final CloseableRegistry task = new CloseableRegistry();
    private final CountDownLatch mail = new CountDownLatch(1);
    private final AtomicBoolean written = new AtomicBoolean();

    @Test
    void notWhileASnapshotReadsThemAndTheTaskGoesOnMeanwhile() throws Exception {
        try (RawStateSnapshots snapshots = snapshots()) {
            RunnableFuture<SnapshotResult<KeyedStateHandle>> snapshot = begin(snapshots);
            Thread writer = new Thread(snapshot);
            writer.start();
            mailbox.execute(mail::countDown, "what the snapshot waits for here");
            snapshots.awaitRelease();
            assertThat(written).isTrue();
            assertThat(snapshot.get().getJobManagerOwnedSnapshot()).isNotNull();
        }
    }

    @Test
    void onceASnapshotIsCancelledThatNeverBegan() throws Exception {
        try (RawStateSnapshots snapshots = snapshots()) {
            begin(snapshots).cancel(true);
            snapshots.awaitRelease();
            assertThat(written).isFalse();
        }
    }

    /** Native memory that is read is not released under the reader. */
    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void closedOnlyWhenACancelledSnapshotHasReadThem() throws Exception {
        CompletableFuture<Void> reading = new CompletableFuture<>();
        CompletableFuture<Void> end = new CompletableFuture<>();
        RawStateSnapshots snapshots = snapshots();
        new Thread(
                        begin(
                                snapshots,
                                () -> {
                                    reading.complete(null);
                                    end.join(); // whoever interrupts it
                                    written.set(true);
                                }))
                .start();
        reading.join();
        FutureTask<Boolean> closing =
                new FutureTask<>(
                        () -> {
                            snapshots.close();
                            return written.get();
                        });
        Thread closer = new Thread(closing);
        closer.start();
        while (!closing.isDone() && closer.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        end.complete(null);
        assertThat(closing.get()).isTrue();
    }

    private RawStateSnapshots snapshots() {
        return new RawStateSnapshots(mailbox, new TaskInfoImpl("trainer", 128, 0, 1, 0));
    }

    private RunnableFuture<SnapshotResult<KeyedStateHandle>> begin(RawStateSnapshots snapshots)
            throws Exception {
        return begin(snapshots, this::awaitMail);
    }

    /** Its last tensor is read only when the task has done its mail. */
    private void awaitMail() {
        try {
            mail.await();
            written.set(true);
        } catch (InterruptedException e) {
            throw new IllegalStateException("the snapshot was interrupted", e);
        }
    }

    private RunnableFuture<SnapshotResult<KeyedStateHandle>> begin(
            RawStateSnapshots snapshots, Runnable lastRead) throws Exception {
        TreeMap<String, CopiedModel> models = new TreeMap<>();
        models.put("default", new CopiedModel(new SlowState(lastRead), new TreeMap<>()));
        return snapshots.begin(models, new MemCheckpointStreamFactory(1 << 20), task);
    }

    private record SlowState(Runnable lastRead) implements LearnedState {

        @Override
        public TensorSource weights() {
            return new Scalar(() -> {});
        }

        @Override
        public TensorSource momentum() {
            return new Scalar(() -> {});
        }

        @Override
        public TensorSource prototypes() {
            return new Scalar(lastRead);
        }

        @Override
        public QueueIndex queueIndex() {
            return new QueueIndex(0, 0, 0, 0);
        }

        @Override
        public QueueRows queueRows() {
            return (crop, from, to) -> new byte[0];
        }
    }

    private record Scalar(Runnable before) implements TensorSource {

        @Override
        public List<TensorSpec> specs() {
            return List.of(TensorSpec.of("scalar", ElementType.F32));
        }

        @Override
        public <E extends Exception> void read(TensorSpec spec, PieceReader<E> reader) throws E {
            before.run();
            reader.piece(new byte[Float.BYTES], Float.BYTES);
        }
    }
}
