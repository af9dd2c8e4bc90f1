package org.swavstream.operators.training;

import org.apache.flink.api.common.state.KeyedStateStore;
import org.swavstream.state.checkpoint.ProbeSetState;
import org.swavstream.state.checkpoint.ProgressState;
import org.swavstream.state.checkpoint.QueueState;

/**
 * The keyed state of a model, under the names that a savepoint knows. What is read and written
 * belongs to the operator's current key.
 *
 * @param progress how far the training has come
 * @param queue the feature queue
 * @param probeSet held-out images
 */
record TrainerState(ProgressState progress, QueueState queue, ProbeSetState probeSet) {

    static TrainerState open(KeyedStateStore store) {
        return new TrainerState(
                new ProgressState(store), new QueueState(store), new ProbeSetState(store));
    }
}
