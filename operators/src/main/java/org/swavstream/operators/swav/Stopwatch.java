package org.swavstream.operators.swav;

import java.util.EnumMap;
import java.util.Map;

/** Adds up where the time of a step goes. */
final class Stopwatch {

    private final Map<StepPart, Long> nanoseconds = new EnumMap<>(StepPart.class);
    private long last = System.nanoTime();

    /** The time since the last lap, or since the start, was spent on {@code part}. */
    void lap(StepPart part) {
        long now = System.nanoTime();
        nanoseconds.merge(part, now - last, Long::sum);
        last = now;
    }

    /** What each part took so far. */
    Map<StepPart, Long> nanoseconds() {
        return nanoseconds;
    }
}
