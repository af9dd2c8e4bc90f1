package org.swavstream.job.cli;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.swavstream.image.publish.PublishResult;
import org.swavstream.image.publish.Publisher;
import org.swavstream.job.console.CommandException;
import org.swavstream.job.console.ErrorMessages;

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
     */
    void used(long images) {
        gate.used(images);
    }

    /** Whether it ended as images could not be read or sent. */
    boolean failed() {
        return result.isCompletedExceptionally();
    }

    /**
     * Checks that it still publishes.
     *
     * @throws CommandException if it has failed
     */
    void requireSound() {
        if (failed()) {
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
        } catch (IOException | RuntimeException e) {
            throw new CommandException(
                    "the demo stopped early, as its images could not be published: "
                            + ErrorMessages.of(e),
                    e);
        }
    }
}
