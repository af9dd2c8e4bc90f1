package org.swavstream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TrainingClockTest {

    private final TrainingClock clock = new TrainingClock();

    @Test
    void itRunsFromTheFirstStepToTheSavepoint() {
        assertThat(clock.elapsed()).isZero();
        clock.stepped();
        await(Duration.ofNanos(1));
        clock.saved();
        Duration saved = clock.elapsed();
        await(saved.plusNanos(1));

        assertThat(saved).isPositive();
        assertThat(clock.elapsed()).isEqualTo(saved);
    }

    private static void await(Duration time) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < time.toNanos()) {
            Thread.onSpinWait();
        }
    }
}
