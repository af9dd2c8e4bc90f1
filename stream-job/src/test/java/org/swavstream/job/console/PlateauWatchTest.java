package org.swavstream.job.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlateauWatchTest {

    private final PlateauWatch watch = new PlateauWatch();

    @Test
    void warnsOnceWithTheKnownRemedies() {
        assertThat(watch.notice(Reports.step("cats", 512, 0, 199))).isEmpty();
        assertThat(watch.notice(Reports.step("cats", 513, 0, 200)))
                .hasValueSatisfying(
                        warning ->
                                assertThat(warning)
                                        .contains("'cats'", "step 513", "for 200 steps")
                                        .contains("loss.epsilon 0.03", "optimizer.learning-rate")
                                        .contains("freeze-prototypes-steps", "model.prototypes"));
        assertThat(watch.notice(Reports.step("cats", 514, 0, 201))).isEmpty();
        assertThat(watch.notice(Reports.state("cats", 514))).isEmpty();
    }

    /** Also where the watching begins in the middle: its person was told nothing yet. */
    @Test
    void warnsAnewAfterARecovery() {
        assertThat(watch.notice(Reports.step("cats", 900, 0, 300))).isPresent();
        assertThat(watch.notice(Reports.step("cats", 901, 0, 0))).isEmpty();
        assertThat(watch.notice(Reports.step("cats", 1200, 0, 200))).isPresent();
    }

    @Test
    void everyModelHasAWarningOfItsOwn() {
        assertThat(watch.notice(Reports.step("cats", 900, 0, 200))).isPresent();
        assertThat(watch.notice(Reports.step("dogs", 900, 0, 200))).isPresent();
    }
}
