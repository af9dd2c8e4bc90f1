package org.swavstream.job.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.swavstream.operators.report.StateReport;
import org.swavstream.operators.report.StepReport;
import org.swavstream.operators.report.StepTimes;

class CheckpointPausesTest {

    private final CheckpointPauses pauses = new CheckpointPauses();

    @Test
    void onlyTheStepAfterACheckpointCounts() {
        pauses.add(step(1, 0.25, 0.001));
        pauses.add(checkpoint(1));
        pauses.add(step(2, 0.5, 7));
        pauses.add(step(3, 0.25, 0.001));
        pauses.add(checkpoint(3));
        pauses.add(step(4, 0.25, 2));
        pauses.add(step(5, 0.25, 0.001));

        assertThat(pauses.milliseconds()).containsExactly(7.5, 2.25);
    }

    @Test
    void aCheckpointThatNoStepFollowedYetHasNone() {
        pauses.add(step(1, 0.25, 0.001));
        pauses.add(checkpoint(1));

        assertThat(pauses.milliseconds()).isEmpty();
    }

    private static StateReport checkpoint(long step) {
        return new StateReport("default", step, 8 * step, 0, 1, 0, "weights", "ledger");
    }

    private static StepReport step(long step, double waitForInput, double checkpointPause) {
        StepTimes times = new StepTimes(waitForInput, 1, 1, 1, 1, 1, checkpointPause);
        return new StepReport("default", step, 8 * step, 0, 8, 1, 0.5, 0, 1, 0.1, 0, 0, times);
    }
}
