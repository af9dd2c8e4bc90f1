package org.swavstream.operators.training;

import org.apache.flink.api.common.state.KeyedStateStore;
import org.swavstream.operators.sample.PreparedSample;
import org.swavstream.operators.sample.PreparedSampleSerializer;
import org.swavstream.state.checkpoint.EarlierModelState;
import org.swavstream.state.checkpoint.EarlierPendingState;
import org.swavstream.state.checkpoint.ProbeSetState;
import org.swavstream.state.checkpoint.ProgressState;
import org.swavstream.state.checkpoint.QueueState;

/**
 * The keyed state of a model, under the names that a savepoint knows. What is read and written
 * belongs to the operator's current key.
 *
 * @param progress how far the training has come
 * @param earlier weights, momentum and prototypes, where an earlier build has kept them
 * @param earlierPending samples that wait for their step, where an earlier build has kept them
 * @param queue the feature queue
 * @param probeSet held-out images
 */
record TrainerState(
        ProgressState progress,
        EarlierModelState earlier,
        EarlierPendingState<PreparedSample> earlierPending,
        QueueState queue,
        ProbeSetState probeSet) {

    static TrainerState open(KeyedStateStore store) {
        return new TrainerState(
                new ProgressState(store),
                new EarlierModelState(store),
                new EarlierPendingState<>(store, new PreparedSampleSerializer()),
                new QueueState(store),
                new ProbeSetState(store));
    }
}
