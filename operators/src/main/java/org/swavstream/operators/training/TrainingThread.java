package org.swavstream.operators.training;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.util.ExceptionUtils;
import org.apache.flink.util.concurrent.ExecutorThreadFactory;
import org.apache.flink.util.function.ThrowingRunnable;

/**
 * The thread that steps are computed on, while the task's own thread takes input in and writes
 * checkpoints. One piece of work is in flight at most; what follows it runs on the task's thread.
 *
 * <p>Owns its thread, which {@link #close} ends. All methods belong to the task's thread.
 */
final class TrainingThread implements AutoCloseable {

    private final MailboxExecutor mailbox;
    private final ExecutorService executor;
    private final CompletableFuture<Void> prepared;
    private CompletableFuture<?> inFlight = CompletableFuture.completedFuture(null);
    private boolean busy;

    /**
     * @param mailbox of the task
     * @param prepare what the new thread does first; if it fails, the first work does
     */
    TrainingThread(MailboxExecutor mailbox, Runnable prepare) {
        this.mailbox = mailbox;
        this.executor =
                Executors.newSingleThreadExecutor(new ExecutorThreadFactory("swav-training"));
        this.prepared = CompletableFuture.runAsync(prepare, executor);
    }

    /** Whether work is in flight, or what follows it has not been done. */
    boolean isBusy() {
        return busy;
    }

    /**
     * Begins work; no other is in flight.
     *
     * @param description of it, for the logs
     * @param work done on the thread
     * @param next what follows with its result, on the task's thread; if the work fails, the task
     *     fails instead
     */
    <T> void begin(String description, Callable<T> work, Consumer<T> next) {
        busy = true;
        inFlight =
                CompletableFuture.supplyAsync(() -> end(work, next), executor)
                        .thenAccept(end -> mailbox.execute(end, description));
    }

    // What native code throws may be anything, and all of it has to reach the task.
    @SuppressWarnings("IllegalCatch")
    private <T> ThrowingRunnable<Exception> end(Callable<T> work, Consumer<T> next) {
        try {
            prepared.join();
            T result = work.call();
            return () -> {
                busy = false;
                next.accept(result);
            };
        } catch (Throwable failure) {
            return () -> {
                busy = false;
                ExceptionUtils.rethrowException(failure);
            };
        }
    }

    /** Lets the task do what there is to do until some work is done. */
    void awaitProgress() throws InterruptedException {
        mailbox.yield();
    }

    /** Waits for the work in flight, which native code does not let be interrupted. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            inFlight.join();
        } catch (CompletionException reported) {
            // The task is over already, and takes no more mail.
        }
    }
}
