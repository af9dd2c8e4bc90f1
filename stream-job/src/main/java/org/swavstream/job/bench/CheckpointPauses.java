package org.swavstream.job.bench;

import java.util.ArrayList;
import java.util.List;
import org.swavstream.operators.report.ModelReport;
import org.swavstream.operators.report.StateReport;
import org.swavstream.operators.report.StepReport;
import org.swavstream.operators.report.StepTimes;

/**
 * How long checkpoints kept one model from being trained. What a checkpoint took is in the report
 * of the first step after its state report: the pause before that step, and the step's wait for the
 * copy.
 */
final class CheckpointPauses {

    private final List<Double> milliseconds = new ArrayList<>();
    private boolean checkpointed;

    /** Takes the job's next report. */
    void add(ModelReport report) {
        if (report instanceof StateReport) {
            checkpointed = true;
        } else if (report instanceof StepReport step && checkpointed) {
            StepTimes times = step.milliseconds();
            // Between the threads the pause has to be handed over, which counts as waiting.
            milliseconds.add(times.checkpointPause() + times.waitForInput());
            checkpointed = false;
        }
    }

    /** In milliseconds, one for each checkpoint that a step followed. */
    List<Double> milliseconds() {
        return List.copyOf(milliseconds);
    }
}
