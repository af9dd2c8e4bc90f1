package org.swavstream.job.cli;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.swavstream.image.publish.PublishResult;
import org.swavstream.image.publish.Publisher;
import org.swavstream.job.console.CommandException;

/** A publisher in a thread of its own, which goes as fast as the training. It owns the thread. */
final class BackgroundPublisher implements AutoCloseable {

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final PublishGate gate;
    private final CompletableFuture<PublishResult> result;

    BackgroundPublisher(Publisher publisher, PublishGate gate) {
        this.gate = gate;
        this.result = CompletableFuture.supplyAsync(() -> publish(publisher), thread);
    }

    /**
     * Lets the publisher go on.
     *
     * @param images trained on or skipped so far
     * @throws CommandException if it has failed
     */
    void used(long images) {
        gate.used(images);
        if (result.isCompletedExceptionally()) {
            result.join();
        }
    }

    /** Ends the publisher and waits until what it sent is acknowledged. */
    @Override
    public void close() {
        gate.close();
        result.exceptionally(failure -> null).join();
        thread.shutdown();
    }

    private PublishResult publish(Publisher publisher) {
        try {
            return publisher.publish(gate, (images, bytes) -> {});
        } catch (IOException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }
}
