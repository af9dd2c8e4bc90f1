package org.swavstream.job.console;

import java.util.Optional;
import org.swavstream.operators.report.ProbeReport;
import org.swavstream.operators.report.StateReport;
import org.swavstream.operators.report.StepReport;

/**
 * The last that one model reported of each kind.
 *
 * @param model its name
 * @param step its last step
 * @param probe what the held-out images said last
 * @param state what the last snapshot holds of it
 */
public record ModelProgress(
        String model,
        Optional<StepReport> step,
        Optional<ProbeReport> probe,
        Optional<StateReport> state) {

    /** A model that has not reported anything. */
    public static ModelProgress none(String model) {
        return new ModelProgress(model, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Images that were not trained on; a state tells of them where there was no step since. */
    long skipped() {
        return Math.max(
                step.map(StepReport::skipped).orElse(0L),
                state.map(StateReport::skipped).orElse(0L));
    }

    ModelProgress with(StepReport report) {
        return new ModelProgress(model, Optional.of(report), probe, state);
    }

    ModelProgress with(ProbeReport report) {
        return new ModelProgress(model, step, Optional.of(report), state);
    }

    ModelProgress with(StateReport report) {
        return new ModelProgress(model, step, probe, Optional.of(report));
    }
}
