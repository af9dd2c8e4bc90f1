package org.swavstream.operators.swav;

import java.util.stream.Stream;
import org.swavstream.state.checkpoint.QueueIndex;
import org.swavstream.state.checkpoint.QueueRows;
import org.swavstream.state.tensor.TensorData;

/**
 * All that a model has learned; with it, the next step is decided by the samples alone.
 *
 * <p>Each tensor is copied into the Java heap when its turn in the stream comes, so that a reader
 * that keeps none needs room for one.
 */
public interface LearnedState {

    /** Parameters of trunk and head, and the statistics of their batch norms. */
    Stream<TensorData> weights();

    /** Momentum of every parameter, by the parameter's name; that of the prototypes too. */
    Stream<TensorData> momentum();

    /** The prototypes. */
    Stream<TensorData> prototypes();

    /** Shape and position of the feature queue. */
    QueueIndex queueIndex();

    /** Content of the feature queue. */
    QueueRows queueRows();
}
