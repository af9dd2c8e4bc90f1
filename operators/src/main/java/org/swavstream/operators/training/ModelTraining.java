package org.swavstream.operators.training;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.swavstream.operators.report.StateReport;
import org.swavstream.operators.sample.PreparedSample;
import org.swavstream.operators.sample.PreparedSample.HeldOut;
import org.swavstream.operators.sample.PreparedSample.Skip;
import org.swavstream.operators.sample.PreparedSample.Views;
import org.swavstream.operators.swav.Learner;
import org.swavstream.operators.swav.PreparedBatch;
import org.swavstream.state.checkpoint.HeldOutImage;
import org.swavstream.state.checkpoint.TrainingProgress;
import org.swavstream.state.ledger.RecordPosition;

/**
 * One model in training.
 *
 * <p>Owns the learner and what is in memory between two checkpoints. Lifecycle: made by {@link
 * ModelTrainingFactory} when the operator opens or the model's first sample arrives; {@link #add}
 * for each sample; {@link #prepareStep}, {@link #beginStep} and {@link #finish} for each complete
 * batch; {@link #beginCopy} and {@link #writeState} before each barrier, {@link #takeCopy} after
 * it; closed with the operator. All methods belong to the task's thread; only what {@link
 * #beginStep} returns is computed on the training thread, and nothing but {@link #prepareStep} and
 * {@link #writeState} uses the learner meanwhile.
 */
final class ModelTraining implements AutoCloseable {

    private final TrainingSettings settings;
    private final Learner learner;
    private final PendingBatches pending;
    private final ProbeSet probeSet;
    private final StepComputation steps;
    private final ModelCheckpoint checkpoint;
    private final StepClock clock = new StepClock();

    private TrainingProgress progress;
    private PreparedBatch prepared;

    ModelTraining(
            TrainingSettings settings,
            Learner learner,
            TrainingProgress progress,
            PendingBatches pending,
            ProbeSet probeSet,
            StepComputation steps,
            ModelCheckpoint checkpoint) {
        this.settings = settings;
        this.learner = learner;
        this.progress = progress;
        this.pending = pending;
        this.probeSet = probeSet;
        this.steps = steps;
        this.checkpoint = checkpoint;
    }

    /**
     * Takes a sample in; the operator's current key is the model.
     *
     * @return whether it completes the next batch
     */
    boolean add(PreparedSample sample) throws Exception {
        boolean wasComplete = pending.isComplete();
        if (sample instanceof Views views) {
            pending.add(views.sequence(), views);
        } else if (sample instanceof Skip skip) {
            pending.add(skip.sequence(), skip);
        } else if (sample instanceof HeldOut heldOut) {
            probeSet.add(heldOut);
        }
        return !wasComplete && pending.isComplete();
    }

    /** Whether the next batch is complete. */
    boolean isBatchComplete() {
        return pending.isComplete();
    }

    /** Whether as many samples wait as two batches have. */
    boolean isFull() {
        return pending.isFull();
    }

    /** Gathers the complete batch for the device, once; a step may be computed meanwhile. */
    void prepareStep() {
        List<Views> usable = ofNextBatch(Views.class);
        if (prepared == null && usable.size() >= Learner.MIN_BATCH) {
            prepared = learner.prepare(usable.stream().map(Views::pixels).toList());
        }
    }

    /**
     * Takes the complete, prepared batch out and returns the step on it. There is none if the batch
     * has too few usable images; then all its images count as skipped.
     */
    Optional<Callable<FinishedStep>> beginStep() {
        List<RecordPosition> positions =
                ofNextBatch(Views.class).stream().map(Views::position).toList();
        progress =
                progress.withSkips(ofNextBatch(Skip.class).stream().map(Skip::sequence).toList());
        pending.removeComplete();
        if (prepared == null) {
            progress = progress.skipBatch(settings.batchSize());
            return Optional.empty();
        }
        StepInput input =
                new StepInput(progress, positions, prepared, probeImages(), clock.stepBegins());
        prepared = null;
        return Optional.of(() -> steps.compute(input));
    }

    private <T extends PreparedSample> List<T> ofNextBatch(Class<T> kind) {
        return pending.complete().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private List<HeldOutImage> probeImages() {
        long every = settings.probeEvery();
        boolean due = every > 0 && (progress.step() + 1) % every == 0;
        return due ? probeSet.images() : List.of();
    }

    /** The step that was begun is done. */
    void finish(FinishedStep step) {
        progress = step.progress();
        clock.stepEnded(step.endNanoTime());
        checkpoint.stepDone();
    }

    /** Begins a copy, between two steps; the next step may begin before {@link #writeState}. */
    void beginCopy() {
        long begin = System.nanoTime();
        checkpoint.begin(progress, pending.waiting());
        clock.paused(System.nanoTime() - begin);
    }

    /**
     * Completes the copy, and writes the model's keyed state; the operator's current key is the
     * model. Returns what the checkpoint holds.
     */
    StateReport writeState(long checkpointId) throws Exception {
        return checkpoint.write(checkpointId);
    }

    /** Hands the copy over that was completed last. */
    CopiedModel takeCopy() {
        return checkpoint.take();
    }

    @Override
    public void close() {
        if (prepared != null) {
            prepared.close();
        }
        learner.close();
    }
}
