package org.swavstream.operators.swav;

import org.swavstream.state.checkpoint.QueueIndex;
import org.swavstream.state.checkpoint.QueueRows;
import org.swavstream.state.tensor.TensorSource;

/**
 * A learned state in native memory.
 *
 * @param weightStore of trunk and head
 * @param momentumStore of all parameters
 * @param prototypeStore the prototypes
 * @param queue the feature queue
 */
record LearnedTensors(
        TensorStore weightStore,
        TensorStore momentumStore,
        TensorStore prototypeStore,
        FeatureQueue queue)
        implements LearnedState, AutoCloseable {

    @Override
    public TensorSource weights() {
        return weightStore;
    }

    @Override
    public TensorSource momentum() {
        return momentumStore;
    }

    @Override
    public TensorSource prototypes() {
        return prototypeStore;
    }

    @Override
    public QueueIndex queueIndex() {
        return queue.index();
    }

    @Override
    public QueueRows queueRows() {
        return queue;
    }

    @Override
    public void close() {
        weightStore.close();
        momentumStore.close();
        prototypeStore.close();
        queue.close();
    }
}
