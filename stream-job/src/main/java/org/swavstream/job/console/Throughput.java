package org.swavstream.job.console;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Images per second over the last {@value #WINDOW_SECONDS} seconds. */
final class Throughput {

    private static final long WINDOW_SECONDS = 15;

    private static final Duration SHORTEST_STANDSTILL = Duration.ofSeconds(10);
    private static final int GAPS_OF_A_STANDSTILL = 3;

    private final Deque<Sample> samples = new ArrayDeque<>();
    private Optional<Duration> last = Optional.empty();
    private Duration gap = Duration.ZERO;
    private long images;

    private record Sample(Duration time, long images) {}

    /**
     * @param time since some fixed start; never less than at the call before
     */
    void add(int trained, Duration time) {
        images += trained;
        gap = last.map(time::minus).orElse(Duration.ZERO);
        last = Optional.of(time);
        samples.addLast(new Sample(time, images));
        Duration oldest = time.minusSeconds(WINDOW_SECONDS);
        while (samples.size() > 1 && samples.getFirst().time().compareTo(oldest) < 0) {
            samples.removeFirst();
        }
    }

    /** How long there has been no step, where that is unusually long. */
    Optional<Duration> standstill(Duration now) {
        Duration usual = gap.multipliedBy(GAPS_OF_A_STANDSTILL);
        Duration limit = usual.compareTo(SHORTEST_STANDSTILL) > 0 ? usual : SHORTEST_STANDSTILL;
        return last.map(now::minus).filter(since -> since.compareTo(limit) > 0);
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
