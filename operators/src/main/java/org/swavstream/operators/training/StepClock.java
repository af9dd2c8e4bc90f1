package org.swavstream.operators.training;

import org.swavstream.operators.report.StepTimes;
import org.swavstream.operators.swav.StepTimings;

/** Measures what surrounds the steps of one model. None of it reaches the model. */
final class StepClock {

    private static final double NANOSECONDS_PER_MILLISECOND = 1e6;

    private long lastStepEnd = System.nanoTime();
    private long waited;
    private long flushed;

    /** A batch is complete and its step begins. */
    void stepBegins() {
        waited = System.nanoTime() - lastStepEnd - flushed;
    }

    /** The step is over; returns where its time went. */
    StepTimes stepEnds(StepTimings timings) {
        StepTimes times =
                new StepTimes(
                        milliseconds(waited),
                        milliseconds(timings.toDevice()),
                        milliseconds(timings.forward()),
                        milliseconds(timings.sinkhorn()),
                        milliseconds(timings.backward()),
                        milliseconds(timings.optimizer()),
                        milliseconds(flushed));
        flushed = 0;
        lastStepEnd = System.nanoTime();
        return times;
    }

    /** The model was written to state, which took {@code nanoseconds}. */
    void flushed(long nanoseconds) {
        flushed += nanoseconds;
    }

    private static double milliseconds(long nanoseconds) {
        return nanoseconds / NANOSECONDS_PER_MILLISECOND;
    }
}
