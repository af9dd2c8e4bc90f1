package org.swavstream.job.cli;

import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.swavstream.job.console.ModelProgress;
import org.swavstream.job.run.TrainingRun;
import org.swavstream.operators.report.ProbeReport;
import org.swavstream.operators.report.StateReport;
import org.swavstream.operators.report.StepReport;

/**
 * What a demo came to; what was not reported is null.
 *
 * @param images trained on
 * @param steps done
 * @param seconds from the first step to the savepoint
 * @param probeStep steps done at the last probe, which the accuracies are of
 * @param knnTrained accuracy of the trained network
 * @param knnUntrained accuracy of the same network before its first step
 * @param knnRawPixels accuracy of the pixels themselves
 * @param loss of the last step
 * @param savepoint where it is
 * @param weightsDigest of the weights in the savepoint
 * @param ledgerDigest of the records trained on, in order
 */
record DemoResult(
        long images,
        long steps,
        double seconds,
        Long probeStep,
        Double knnTrained,
        Double knnUntrained,
        Double knnRawPixels,
        Double loss,
        String savepoint,
        String weightsDigest,
        String ledgerDigest) {

    static DemoResult of(TrainingRun.End end, double seconds) {
        ModelProgress model = end.progress().last().orElse(ModelProgress.none("default"));
        Optional<StepReport> step = model.step();
        return new DemoResult(
                step.map(StepReport::images).orElse(0L),
                step.map(StepReport::step).orElse(0L),
                seconds,
                model.probe().map(ProbeReport::step).orElse(null),
                knn(model, probe -> probe.trained().knn()),
                knn(model, probe -> probe.untrained().knn()),
                model.probe().map(ProbeReport::rawPixelsKnn).orElse(null),
                step.map(StepReport::loss).orElse(null),
                end.savepoint().orElse(null),
                model.state().map(StateReport::weightsDigest).orElse(null),
                model.state().map(StateReport::ledgerDigest).orElse(null));
    }

    private static Double knn(ModelProgress model, ToDoubleFunction<ProbeReport> accuracy) {
        return model.probe().map(accuracy::applyAsDouble).orElse(null);
    }
}
