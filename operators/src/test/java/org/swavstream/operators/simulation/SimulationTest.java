package org.swavstream.operators.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sequencer and trainer through random lives: in the end nothing shows of what happened to them.
 * Each life is replayed by its seed.
 */
final class SimulationTest {

    private static final int SCHEDULES = Integer.getInteger("simulation.schedules", 300);
    private static final long FIRST_SEED = Long.getLong("simulation.seed", 1);
    private static final int SCHEDULES_WITH_LOSS = 100;

    @Test
    void nothingIsLostOrDoubledWhateverHappens() {
        Tally tally = new Tally();
        long begin = System.nanoTime();
        run(SCHEDULES, Forgetting.NOTHING, tally);
        Duration taken = Duration.ofNanos(System.nanoTime() - begin);
        System.out.printf("%s, in %d s%n", tally, taken.toSeconds());
    }

    /**
     * Whatever a restore does not bring back, some of the schedules show it, and none by accident.
     */
    @ParameterizedTest
    @MethodSource("losses")
    void whatIsNotRestoredIsMissed(Loss loss) {
        assertThatThrownBy(() -> run(SCHEDULES_WITH_LOSS, loss, new Tally()))
                .hasMessageContaining("-Dsimulation.seed=")
                .message()
                .doesNotContain("NullPointerException");
        assertThat(loss.isInflicted()).isTrue();
    }

    static Stream<Loss> losses() throws Exception {
        return Loss.all();
    }

    private static void run(int schedules, Forgetting forgetting, Tally tally) {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + schedules; seed++) {
            long current = seed;
            assertThatCode(() -> RandomSchedule.run(current, forgetting, tally))
                    .as("-Dsimulation.seed=%d -Dsimulation.schedules=1 replays this one", seed)
                    .doesNotThrowAnyException();
        }
    }
}
