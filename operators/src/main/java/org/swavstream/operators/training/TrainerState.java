package org.swavstream.operators.training;

import org.apache.flink.api.common.state.KeyedStateStore;
import org.swavstream.operators.sample.PreparedSample;
import org.swavstream.operators.sample.PreparedSampleSerializer;
import org.swavstream.state.checkpoint.EarlierModelState;
import org.swavstream.state.checkpoint.PendingState;
import org.swavstream.state.checkpoint.ProbeSetState;
import org.swavstream.state.checkpoint.ProgressState;
import org.swavstream.state.checkpoint.QueueState;

/**
 * The keyed state of a model, under the names that a savepoint knows. What is read and written
 * belongs to the operator's current key.
 *
 * @param progress how far the training has come
 * @param earlier weights, momentum and prototypes, where an earlier build has kept them
 * @param queue the feature queue
 * @param pending samples that wait for their step: of complete batches and of the incomplete one
 * @param probeSet held-out images
 */
record TrainerState(
        ProgressState progress,
        EarlierModelState earlier,
        QueueState queue,
        PendingState<PreparedSample> pending,
        ProbeSetState probeSet) {

    static TrainerState open(KeyedStateStore store) {
        return new TrainerState(
                new ProgressState(store),
                new EarlierModelState(store),
                new QueueState(store),
                new PendingState<>(store, new PreparedSampleSerializer()),
                new ProbeSetState(store));
    }
}
