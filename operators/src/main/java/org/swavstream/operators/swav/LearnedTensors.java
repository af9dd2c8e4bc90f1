package org.swavstream.operators.swav;

import java.util.List;
import org.swavstream.state.checkpoint.QueueIndex;
import org.swavstream.state.checkpoint.QueueRows;
import org.swavstream.state.tensor.TensorData;

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

    /** Tensors of the same shapes in the host's memory, which the caller closes. */
    LearnedTensors onHost(Placement placement) {
        return new LearnedTensors(
                weightStore.onHost(placement),
                momentumStore.onHost(placement),
                prototypeStore.onHost(placement),
                queue.onHost(placement));
    }

    void copyFrom(LearnedTensors other) {
        weightStore.copyFrom(other.weightStore);
        momentumStore.copyFrom(other.momentumStore);
        prototypeStore.copyFrom(other.prototypeStore);
        queue.copyFrom(other.queue);
    }

    @Override
    public List<TensorData> weights() {
        return weightStore.save();
    }

    @Override
    public List<TensorData> momentum() {
        return momentumStore.save();
    }

    @Override
    public List<TensorData> prototypes() {
        return prototypeStore.save();
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
