package org.swavstream.operators.training;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.swavstream.operators.sample.PreparedSample;
import org.swavstream.operators.swav.SwavLearner;
import org.swavstream.operators.swav.SwavSettings;
import org.swavstream.state.checkpoint.ModelDigest;
import org.swavstream.state.checkpoint.TrainingProgress;
import org.swavstream.state.tensor.TensorData;

/**
 * Writes one model from native memory to Flink state, and of it only what changed.
 *
 * <p>Owns the knowledge of what the state holds already.
 */
final class ModelFlush {

    private final SwavSettings settings;
    private final ModelStore store;
    private Set<Long> storedPending;
    private String digest;

    /**
     * @param storedPending sequence numbers of the waiting samples that the state holds
     */
    ModelFlush(SwavSettings settings, ModelStore store, Set<Long> storedPending) {
        this.settings = settings;
        this.store = store;
        this.storedPending = storedPending;
    }

    /** The model changed: all its tensors have to be written again. */
    void stepDone() {
        digest = null;
    }

    /** Writes the model of the current key; returns the digest of its tensors. */
    String write(
            TrainingProgress progress, SwavLearner learner, SortedMap<Long, PreparedSample> pending)
            throws Exception {
        store.progress().write(progress);
        storedPending = store.pending().write(pending, storedPending);
        if (digest == null) {
            digest = writeTensors(learner);
        }
        return digest;
    }

    private String writeTensors(SwavLearner learner) throws Exception {
        List<TensorData> weights = learner.weights();
        List<TensorData> momentum = learner.momentum();
        List<TensorData> prototypes = learner.prototypes();
        store.weights().write(weights);
        store.momentum().write(momentum);
        store.prototypes().write(prototypes);
        QueueContent queue = QueueContent.of(learner, settings);
        store.queue().write(queue.index(), queue);
        return new ModelDigest()
                .tensors(weights)
                .tensors(momentum)
                .tensors(prototypes)
                .queue(queue.index(), queue)
                .hex();
    }
}
