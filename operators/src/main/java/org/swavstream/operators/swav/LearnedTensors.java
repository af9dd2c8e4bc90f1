package org.swavstream.operators.swav;

import org.swavstream.state.checkpoint.QueueIndex;
import org.swavstream.state.checkpoint.QueueRows;

/**
 * A learned state in native memory.
 *
 * @param weights of trunk and head
 * @param momentum of all parameters
 * @param prototypes the prototypes
 * @param queue the feature queue
 */
record LearnedTensors(
        TensorStore weights, TensorStore momentum, TensorStore prototypes, FeatureQueue queue)
        implements LearnedState {

    @Override
    public QueueIndex queueIndex() {
        return queue.index();
    }

    @Override
    public QueueRows queueRows() {
        return queue;
    }
}
