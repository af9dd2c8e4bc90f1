package org.swavstream.operators.training;

import java.util.SortedMap;
import java.util.TreeMap;
import org.swavstream.operators.report.StateReport;
import org.swavstream.operators.sample.PreparedSample;
import org.swavstream.operators.swav.LearnedState;
import org.swavstream.operators.swav.Learner;
import org.swavstream.state.checkpoint.ModelDigest;
import org.swavstream.state.checkpoint.TrainingProgress;

/**
 * What a checkpoint holds of one model, in three parts: {@link #begin} begins a copy of the model
 * while it is not trained; {@link #write} completes the copy while the model is trained again, and
 * writes progress, and what changed of the queue, to keyed state; {@link #take} hands the copy over
 * to {@link RawStateWriter}, which writes tensors and waiting samples.
 */
final class ModelCheckpoint {

    private final String model;
    private final TrainerState state;
    private final Learner learner;
    private boolean changed = true;
    private String digest;

    private TrainingProgress progress;
    private SortedMap<Long, PreparedSample> pending;
    private LearnedState learned;

    /**
     * @param learner of the model
     */
    ModelCheckpoint(String model, TrainerState state, Learner learner) {
        this.model = model;
        this.state = state;
        this.learner = learner;
    }

    /** The model changed: the copy of it and its digest are those of an earlier step. */
    void stepDone() {
        changed = true;
    }

    /** Begins a copy, which decides what is written; the model is between two steps. */
    void begin(TrainingProgress now, SortedMap<Long, PreparedSample> waiting) {
        progress = now;
        pending = new TreeMap<>(waiting);
        if (changed) {
            learner.beginCopy();
        }
    }

    /**
     * Completes the copy, and writes progress, and what changed of the queue, to the state of the
     * current key.
     *
     * @param checkpoint Flink's id of the checkpoint
     * @return what the checkpoint holds
     */
    StateReport write(long checkpoint) throws Exception {
        state.progress().write(progress);
        if (changed) {
            learned = learner.completeCopy();
            state.queue().write(learned.queueIndex(), learned.queueRows());
            digest = digest(learned);
            changed = false;
        }
        return new StateReport(
                model,
                progress.step(),
                progress.images(),
                progress.skipped(),
                checkpoint,
                pending.size(),
                digest,
                progress.ledger().hex());
    }

    /** Hands the completed copy over. */
    CopiedModel take() {
        CopiedModel copied = new CopiedModel(learned, pending);
        pending = null; // samples are trained on next, and their memory is to be free then
        return copied;
    }

    /** The digest of all that a model has learned. */
    static String digest(LearnedState learned) {
        return new ModelDigest()
                .tensors(learned.weights())
                .tensors(learned.momentum())
                .tensors(learned.prototypes())
                .queue(learned.queueIndex(), learned.queueRows())
                .hex();
    }
}
