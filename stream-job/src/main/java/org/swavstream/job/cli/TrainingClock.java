package org.swavstream.job.cli;

import java.time.Duration;
import java.util.OptionalLong;

/** The time since the first step of a training, until its savepoint. */
final class TrainingClock {

    private OptionalLong firstStep = OptionalLong.empty();
    private OptionalLong end = OptionalLong.empty();

    /** Starts the clock where it does not run yet. */
    void stepped() {
        if (firstStep.isEmpty()) {
            firstStep = OptionalLong.of(System.nanoTime());
        }
    }

    /** Stops the clock. */
    void saved() {
        end = OptionalLong.of(System.nanoTime());
    }

    /** Zero before the first step. */
    Duration elapsed() {
        long now = end.orElseGet(System::nanoTime);
        return Duration.ofNanos(now - firstStep.orElse(now));
    }
}
