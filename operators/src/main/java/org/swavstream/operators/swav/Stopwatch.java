package org.swavstream.operators.swav;

/** Splits a stretch of time into laps. */
final class Stopwatch {

    private long last = System.nanoTime();

    /** Nanoseconds since the last lap. */
    long lap() {
        long now = System.nanoTime();
        long lap = now - last;
        last = now;
        return lap;
    }
}
