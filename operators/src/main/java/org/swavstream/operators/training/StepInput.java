package org.swavstream.operators.training;

import java.util.List;
import java.util.Optional;
import org.swavstream.operators.sample.PreparedSample.Views;
import org.swavstream.state.checkpoint.TrainingProgress;

/**
 * What a step needs, beside the model.
 *
 * @param progress before the step
 * @param batch in the order of the sequence numbers
 * @param probeImages to be measured after the step
 * @param idle time before the step
 */
record StepInput(
        TrainingProgress progress,
        List<Views> batch,
        Optional<ProbeImages> probeImages,
        StepClock.Idle idle) {}
