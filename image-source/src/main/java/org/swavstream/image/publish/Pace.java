package org.swavstream.image.publish;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Holds a publisher back to a rate. */
final class Pace {

    private static final long LONGEST_WAIT = Duration.ofMillis(50).toNanos();

    private final long nanosPerImage;
    private final long start = System.nanoTime();

    /**
     * @param imagesPerSecond the rate, or empty for none
     */
    Pace(OptionalDouble imagesPerSecond) {
        this.nanosPerImage =
                imagesPerSecond.isPresent() ? Math.round(1e9 / imagesPerSecond.getAsDouble()) : 0;
    }

    /**
     * Waits until it is time for an image, or until {@code stop} says so.
     *
     * @param image the image's number since the start, from 0
     */
    void await(long image, BooleanSupplier stop) {
        long due = start + image * nanosPerImage;
        for (long wait = due - System.nanoTime();
                wait > 0 && !stop.getAsBoolean();
                wait = due - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(wait, LONGEST_WAIT));
        }
    }
}
