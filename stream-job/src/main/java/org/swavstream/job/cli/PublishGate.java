package org.swavstream.job.cli;

import java.util.function.BooleanSupplier;

/**
 * Keeps a publisher a little ahead of the training, so that neither disk nor processor is spent on
 * images that no step will use. The publisher asks before each image, and waits for the answer.
 */
final class PublishGate implements BooleanSupplier {

    /** Images ahead: seconds of training, and many batches. */
    private static final long AHEAD = 5_000;

    private long asked;
    private long used;
    private long heldOut;
    private boolean closed;

    /** Waits until the training needs another image; true where the publisher shall end. */
    @Override
    public synchronized boolean getAsBoolean() {
        try {
            while (!closed && asked >= AHEAD + used + heldOut) {
                wait();
            }
            asked++;
            return closed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /**
     * Opens the gate as far as the training has come.
     *
     * @param images trained on or skipped so far; held-out images are not among them
     */
    synchronized void used(long images) {
        used = images;
        notifyAll();
    }

    /** An image was published that the training holds out: it will never be among those used. */
    synchronized void heldOut() {
        heldOut++;
        notifyAll();
    }

    /** Ends the publisher. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
