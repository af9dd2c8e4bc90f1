package org.swavstream.operators.training;

import org.apache.flink.api.common.state.KeyedStateStore;
import org.swavstream.operators.sample.PreparedSample;
import org.swavstream.operators.sample.PreparedSampleSerializer;
import org.swavstream.state.checkpoint.PendingState;
import org.swavstream.state.checkpoint.ProbeSetState;
import org.swavstream.state.checkpoint.ProgressState;
import org.swavstream.state.checkpoint.QueueState;
import org.swavstream.state.checkpoint.TensorState;

/**
 * All Flink state of a model, under the names that a savepoint knows. What is read and written
 * belongs to the operator's current key.
 *
 * @param progress how far the training has come
 * @param weights parameters but prototypes, and batch-norm buffers
 * @param momentum the optimiser's buffers
 * @param prototypes the prototypes
 * @param queue the feature queue
 * @param pending samples of the incomplete batch
 * @param probeSet held-out images
 */
record ModelStore(
        ProgressState progress,
        TensorState weights,
        TensorState momentum,
        TensorState prototypes,
        QueueState queue,
        PendingState<PreparedSample> pending,
        ProbeSetState probeSet) {

    static ModelStore open(KeyedStateStore store) {
        return new ModelStore(
                new ProgressState(store),
                TensorState.weights(store),
                TensorState.momentum(store),
                TensorState.prototypes(store),
                new QueueState(store),
                new PendingState<>(store, new PreparedSampleSerializer()),
                new ProbeSetState(store));
    }
}
