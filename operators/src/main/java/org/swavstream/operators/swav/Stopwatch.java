package org.swavstream.operators.swav;

import java.util.EnumMap;
import java.util.Map;

/** Adds up where the time of a step goes. */
final class Stopwatch {

    /** What a step does; {@link StepTimings} says what belongs to each. */
    enum Part {
        TO_DEVICE,
        FORWARD,
        SINKHORN,
        BACKWARD,
        CHECKPOINT_COPY,
        OPTIMIZER
    }

    private final Map<Part, Long> nanoseconds = new EnumMap<>(Part.class);
    private long last = System.nanoTime();

    /** The time since the last lap, or since the start, was spent on {@code part}. */
    void lap(Part part) {
        long now = System.nanoTime();
        nanoseconds.merge(part, now - last, Long::sum);
        last = now;
    }

    StepTimings timings() {
        return new StepTimings(
                spent(Part.TO_DEVICE),
                spent(Part.FORWARD),
                spent(Part.SINKHORN),
                spent(Part.BACKWARD),
                spent(Part.CHECKPOINT_COPY),
                spent(Part.OPTIMIZER));
    }

    private long spent(Part part) {
        return nanoseconds.getOrDefault(part, 0L);
    }
}
