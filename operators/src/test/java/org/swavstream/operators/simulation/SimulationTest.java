package org.swavstream.operators.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
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
        assertThat(run(SCHEDULES, Forgetting.NOTHING))
                .as("checkpoints that were restored in another parallelism")
                .isGreaterThanOrEqualTo(SCHEDULES / 10);
    }

    /**
     * Whatever a restore does not bring back, some of the schedules show it, and none by accident.
     */
    @ParameterizedTest
    @MethodSource("losses")
    void whatIsNotRestoredIsMissed(Loss loss) {
        assertThatThrownBy(() -> run(SCHEDULES_WITH_LOSS, loss))
                .hasMessageContaining("-Dsimulation.seed=")
                .message()
                .doesNotContain("NullPointerException");
        assertThat(loss.isInflicted()).isTrue();
    }

    /** The way on which stored state is changed is not what is missed. */
    @ParameterizedTest
    @MethodSource("lossesOfNothing")
    void aLossOfNothingIsNotMissed(Loss nothing) {
        assertThat(run(SCHEDULES_WITH_LOSS, nothing)).isPositive();
        assertThat(nothing.isInflicted()).isTrue();
    }

    static Stream<Loss> lossesOfNothing() {
        return Loss.ofNothing();
    }

    static Stream<Loss> losses() throws Exception {
        return Loss.all();
    }

    /** Runs schedules; returns how many checkpoints they restored in another parallelism. */
    private static int run(int schedules, Forgetting forgetting) {
        AtomicInteger rescales = new AtomicInteger();
        for (long seed = FIRST_SEED; seed < FIRST_SEED + schedules; seed++) {
            long current = seed;
            assertThatCode(() -> rescales.addAndGet(RandomSchedule.run(current, forgetting)))
                    .as("-Dsimulation.seed=%d -Dsimulation.schedules=1 replays this one", seed)
                    .doesNotThrowAnyException();
        }
        return rescales.get();
    }
}
