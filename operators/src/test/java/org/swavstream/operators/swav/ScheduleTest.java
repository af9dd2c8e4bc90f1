package org.swavstream.operators.swav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.swavstream.operators.swav.Schedule.Warmup;
import org.swavstream.operators.swav.Schedule.WarmupConstant;
import org.swavstream.operators.swav.Schedule.WarmupCosine;
import org.swavstream.operators.swav.Schedule.WarmupInverseSquareRoot;
import org.swavstream.operators.swav.Schedule.WarmupStableDecay;

class ScheduleTest {

    private static final Warmup WARMUP = new Warmup(1, 5, 5);

    @Test
    void cosineStaysAtItsEnd() {
        WarmupCosine schedule = new WarmupCosine(WARMUP, 100, 0.5);
        assertThat(schedule.rate(100)).isCloseTo(0.5, within(1e-12));
        assertThat(schedule.rate(1_000_000)).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void warmUpIsInclusiveAtBothEnds() {
        WarmupConstant schedule = new WarmupConstant(WARMUP);
        assertThat(schedule.rate(0)).isEqualTo(1);
        assertThat(schedule.rate(2)).isEqualTo(3);
        assertThat(schedule.rate(4)).isEqualTo(5);
        assertThat(schedule.rate(1_000_000)).isEqualTo(5);
        assertThat(new WarmupConstant(Warmup.none(2)).rate(0)).isEqualTo(2);
        assertThat(new WarmupConstant(new Warmup(1, 5, 1)).rate(0)).isEqualTo(1);
    }

    @Test
    void inverseSquareRootHalvesInFourTimesTheSteps() {
        WarmupInverseSquareRoot schedule = new WarmupInverseSquareRoot(WARMUP);
        assertThat(schedule.rate(4)).isEqualTo(5);
        assertThat(schedule.rate(5)).isEqualTo(5);
        assertThat(schedule.rate(20)).isCloseTo(2.5, within(1e-12));
    }

    @Test
    void stableDecayFallsToItsFinalRateAndStays() {
        WarmupStableDecay schedule = new WarmupStableDecay(WARMUP, 10, 8, 1);
        assertThat(schedule.rate(4)).isEqualTo(5);
        assertThat(schedule.rate(15)).isEqualTo(5);
        assertThat(schedule.rate(19)).isCloseTo(3, within(1e-12));
        assertThat(schedule.rate(23)).isCloseTo(1, within(1e-12));
        assertThat(schedule.rate(1_000_000)).isCloseTo(1, within(1e-12));
    }

    @Test
    void refusesWhatHasNoMeaning() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WarmupCosine(WARMUP, 5, 0))
                .withMessageContaining("at least 6");
        assertThatIllegalArgumentException().isThrownBy(() -> new Warmup(Double.NaN, 1, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WarmupInverseSquareRoot(Warmup.none(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WarmupStableDecay(WARMUP, 0, 0, 0))
                .withMessageContaining("decay steps");
    }
}
