package org.swavstream.operators.training;

import java.util.Optional;
import org.swavstream.operators.probe.ProbeFeatures;
import org.swavstream.operators.report.StepReport;
import org.swavstream.state.checkpoint.TrainingProgress;

/**
 * A step that is done.
 *
 * @param progress after it
 * @param report of it
 * @param probe features of the held-out images, if it was time for them
 * @param endNanoTime when the training thread was done with it
 */
record FinishedStep(
        TrainingProgress progress,
        StepReport report,
        Optional<ProbeFeatures> probe,
        long endNanoTime) {}
