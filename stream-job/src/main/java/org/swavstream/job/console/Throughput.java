package org.swavstream.job.console;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Images per second over the last {@value #WINDOW_SECONDS} seconds. */
final class Throughput {

    private static final long WINDOW_SECONDS = 15;

    private final Deque<Sample> samples = new ArrayDeque<>();
    private long images;

    private record Sample(Duration time, long images) {}

    /**
     * @param time since some fixed start; never less than at the call before
     */
    void add(int trained, Duration time) {
        images += trained;
        samples.addLast(new Sample(time, images));
        Duration oldest = time.minusSeconds(WINDOW_SECONDS);
        while (samples.size() > 1 && samples.getFirst().time().compareTo(oldest) < 0) {
            samples.removeFirst();
        }
    }

    /** 0 until there is something to measure: one second at least, or a burst would count. */
    double imagesPerSecond() {
        if (samples.isEmpty()) {
            return 0;
        }
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        double seconds = last.time().minus(first.time()).toNanos() / 1e9;
        return seconds >= 1 ? (last.images() - first.images()) / seconds : 0;
    }
}
