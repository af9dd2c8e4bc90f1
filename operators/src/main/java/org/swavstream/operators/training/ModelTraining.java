package org.swavstream.operators.training;

import java.util.List;
import java.util.Optional;
import org.swavstream.operators.evaluation.ProbeFeatures;
import org.swavstream.operators.report.StateReport;
import org.swavstream.operators.report.StepReport;
import org.swavstream.operators.sample.PreparedSample;
import org.swavstream.operators.sample.PreparedSample.HeldOut;
import org.swavstream.operators.sample.PreparedSample.Skip;
import org.swavstream.operators.sample.PreparedSample.Views;
import org.swavstream.operators.swav.LossPlateau;
import org.swavstream.operators.swav.NonFiniteLossException;
import org.swavstream.operators.swav.StepResult;
import org.swavstream.operators.swav.SwavLearner;
import org.swavstream.state.checkpoint.TrainingProgress;
import org.swavstream.state.ledger.LedgerDigest;

/**
 * One model in training.
 *
 * <p>Owns the learner and what is in memory between two checkpoints. Lifecycle: made by {@link
 * ModelLoader} when the operator opens or the model's first sample arrives; {@link #add} for each
 * sample; {@link #step} as long as a batch is complete; {@link #flush} before each barrier; closed
 * with the operator. The operator's current key is the model in each of these calls.
 */
final class ModelTraining implements AutoCloseable {

    private final String model;
    private final TrainingSettings settings;
    private final SwavLearner learner;
    private final PendingBatches pending;
    private final Probe probe;
    private final ModelFlush flush;
    private final LossPlateau plateau;
    private final StepClock clock = new StepClock();

    private TrainingProgress progress;

    ModelTraining(
            String model,
            TrainingSettings settings,
            SwavLearner learner,
            TrainingProgress progress,
            PendingBatches pending,
            Probe probe,
            ModelFlush flush) {
        this.model = model;
        this.settings = settings;
        this.learner = learner;
        this.progress = progress;
        this.pending = pending;
        this.probe = probe;
        this.flush = flush;
        this.plateau = LossPlateau.of(settings.swav());
    }

    /** Takes a sample in. */
    void add(PreparedSample sample) throws Exception {
        if (sample instanceof Views views) {
            pending.add(views.sequence(), views);
        } else if (sample instanceof Skip skip) {
            pending.add(skip.sequence(), skip);
        } else if (sample instanceof HeldOut heldOut) {
            probe.add(heldOut);
        }
    }

    /** Whether the next batch is complete. */
    boolean isBatchComplete() {
        return pending.isComplete();
    }

    /**
     * Trains on the complete batch. One with too few usable images is counted as skipped, and
     * empty.
     */
    Optional<StepReport> step() {
        clock.stepBegins();
        List<Views> batch =
                pending.take().stream()
                        .filter(Views.class::isInstance)
                        .map(Views.class::cast)
                        .toList();
        if (batch.size() < SwavLearner.LEAST_BATCH) {
            progress = progress.pass(settings.batchSize());
            return Optional.empty();
        }
        int missing = settings.batchSize() - batch.size();
        StepResult result = train(batch);
        long atLnK = plateau.steps(progress.stepsAtLnK(), progress.step(), result.loss());
        progress = progress.advance(batch.size(), missing, result.loss(), atLnK, ledgerWith(batch));
        flush.stepDone();
        return Optional.of(report(batch.size(), result));
    }

    /** The features of the held-out images, if it is time for them. */
    Optional<ProbeFeatures> probeIfDue() {
        long every = settings.probeEvery();
        return every > 0 && progress.step() % every == 0
                ? probe.features(model, progress, learner)
                : Optional.empty();
    }

    /** Writes the model to state; returns what the state now holds. */
    StateReport flush(long checkpoint) throws Exception {
        long begin = System.nanoTime();
        String digest = flush.write(progress, learner, pending.waiting());
        clock.flushed(System.nanoTime() - begin);
        return new StateReport(
                model,
                progress.step(),
                progress.samples(),
                progress.skipped(),
                checkpoint,
                pending.waiting().size(),
                digest,
                progress.ledger().hex());
    }

    @Override
    public void close() {
        learner.close();
    }

    private StepResult train(List<Views> batch) {
        try {
            return learner.train(progress.step(), batch.stream().map(Views::pixels).toList());
        } catch (NonFiniteLossException e) {
            throw new TrainingStoppedException(
                    "training of model '%s' stopped on the records from %s to %s, at %s"
                            .formatted(
                                    model,
                                    batch.get(0).position(),
                                    batch.get(batch.size() - 1).position(),
                                    e.getMessage()),
                    e);
        }
    }

    private LedgerDigest ledgerWith(List<Views> batch) {
        LedgerDigest ledger = progress.ledger();
        for (Views views : batch) {
            ledger = ledger.append(views.position());
        }
        return ledger;
    }

    private StepReport report(int batch, StepResult result) {
        return new StepReport(
                model,
                progress.step(),
                progress.samples(),
                progress.skipped(),
                batch,
                result.loss(),
                result.loss() / Math.log(settings.swav().model().prototypes()),
                progress.stepsAtLnK(),
                result.codeEntropy(),
                result.learningRate(),
                learner.queue().fill(),
                settings.swav().queue().length(),
                clock.stepEnds(result.timings()));
    }
}
