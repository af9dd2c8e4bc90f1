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
 * Copies one model, and writes its progress, and what changed of its queue, to keyed state. This
 * has two parts: {@link #begin} begins the copy while the model is not trained, {@link #complete}
 * completes and writes it while the model is trained again. Tensors and waiting samples, which each
 * step changes, are not keyed state: {@link RawStateWriter} writes them of the same copy.
 */
final class ModelCopy {

    private final String model;
    private final TrainerState state;
    private final Learner learner;
    private String digest;

    private TrainingProgress progress;
    private SortedMap<Long, PreparedSample> pending;
    private LearnedState learned;

    /**
     * @param learner of the model
     */
    ModelCopy(String model, TrainerState state, Learner learner) {
        this.model = model;
        this.state = state;
        this.learner = learner;
    }

    /** The model changed: all its tensors have to be written again. */
    void stepDone() {
        digest = null;
    }

    /** Begins a copy, which decides what is written; the model is between two steps. */
    void begin(TrainingProgress now, SortedMap<Long, PreparedSample> waiting) {
        progress = now;
        pending = new TreeMap<>(waiting);
        if (digest == null) {
            learner.beginCopy();
        }
    }

    /**
     * Completes the copy, and writes it to the state of the current key; returns what that now
     * holds.
     */
    StateReport complete(long checkpoint) throws Exception {
        state.progress().write(progress);
        if (digest == null) {
            learned = learner.completeCopy();
            state.queue().write(learned.queueIndex(), learned.queueRows());
            digest = digest(learned);
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
