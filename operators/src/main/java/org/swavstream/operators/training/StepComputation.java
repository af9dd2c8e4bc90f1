package org.swavstream.operators.training;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.swavstream.operators.probe.ProbeFeatures;
import org.swavstream.operators.report.StepReport;
import org.swavstream.operators.report.StepTimes;
import org.swavstream.operators.swav.Learner;
import org.swavstream.operators.swav.LossPlateau;
import org.swavstream.operators.swav.NonFiniteStepException;
import org.swavstream.operators.swav.PreparedBatch;
import org.swavstream.operators.swav.StepPart;
import org.swavstream.operators.swav.StepResult;
import org.swavstream.state.checkpoint.TrainingProgress;
import org.swavstream.state.ledger.LedgerDigest;
import org.swavstream.state.ledger.RecordPosition;

/** The steps of one model, from the batch to the report. Belongs to the training thread. */
final class StepComputation {

    private static final double NANOSECONDS_PER_MILLISECOND = 1e6;

    private final String model;
    private final TrainingSettings settings;
    private final Learner learner;
    private final Probe probe;
    private final LossPlateau plateau;

    StepComputation(String model, TrainingSettings settings, Learner learner, Probe probe) {
        this.model = model;
        this.settings = settings;
        this.learner = learner;
        this.probe = probe;
        this.plateau = LossPlateau.of(settings.swav());
    }

    /**
     * Makes one step.
     *
     * @throws TrainingStoppedException if it is not finite; then the model is as before
     */
    FinishedStep compute(StepInput input) {
        StepResult result = train(input);
        TrainingProgress progress = advance(input, result);
        StepReport report = report(input, result, progress);
        Optional<ProbeFeatures> features = probe.features(input.probeImages(), learner, progress);
        return new FinishedStep(progress, report, features, System.nanoTime());
    }

    private StepResult train(StepInput input) {
        try (PreparedBatch batch = input.batch()) {
            return learner.train(input.progress().step(), batch);
        } catch (NonFiniteStepException e) {
            List<RecordPosition> positions = input.positions();
            throw new TrainingStoppedException(
                    "training of model '%s' stopped on the records from %s to %s, at %s"
                            .formatted(
                                    model,
                                    positions.get(0),
                                    positions.get(positions.size() - 1),
                                    e.getMessage()),
                    e);
        }
    }

    private TrainingProgress advance(StepInput input, StepResult result) {
        TrainingProgress before = input.progress();
        int trained = input.positions().size();
        LedgerDigest ledger = before.ledger();
        for (RecordPosition position : input.positions()) {
            ledger = ledger.append(position);
        }
        return before.advance(
                trained,
                settings.batchSize() - trained,
                result.loss(),
                plateau.steps(before.stepsAtLnK(), before.step(), result.loss()),
                ledger);
    }

    private StepReport report(StepInput input, StepResult result, TrainingProgress progress) {
        return new StepReport(
                model,
                progress.step(),
                progress.images(),
                progress.skipped(),
                input.positions().size(),
                result.loss(),
                result.loss() / Math.log(settings.swav().model().prototypes()),
                progress.stepsAtLnK(),
                result.codeEntropy(),
                result.learningRate(),
                learner.state().queueIndex().filled(),
                settings.swav().queue().length(),
                times(input.idle(), result.nanoseconds()));
    }

    private static StepTimes times(StepClock.Idle idle, Map<StepPart, Long> spent) {
        return new StepTimes(
                milliseconds(idle.waited()),
                milliseconds(spent.get(StepPart.TO_DEVICE)),
                milliseconds(spent.get(StepPart.FORWARD)),
                milliseconds(spent.get(StepPart.SINKHORN)),
                milliseconds(spent.get(StepPart.BACKWARD)),
                milliseconds(spent.get(StepPart.OPTIMIZER)),
                milliseconds(idle.paused() + spent.get(StepPart.CHECKPOINT_COPY)));
    }

    private static double milliseconds(long nanoseconds) {
        return nanoseconds / NANOSECONDS_PER_MILLISECOND;
    }
}
