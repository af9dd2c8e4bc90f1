package org.swavstream.operators.swav;

import org.swavstream.state.checkpoint.QueueIndex;
import org.swavstream.state.checkpoint.QueueRows;
import org.swavstream.state.tensor.TensorSource;

/** All that a model has learned; with it, the next step is decided by the samples alone. */
public interface LearnedState {

    /** Parameters of trunk and head, and the statistics of their batch norms. */
    TensorSource weights();

    /** Momentum of every parameter, by the parameter's name; that of the prototypes too. */
    TensorSource momentum();

    /** The prototypes. */
    TensorSource prototypes();

    /** Shape and position of the feature queue. */
    QueueIndex queueIndex();

    /** Content of the feature queue. */
    QueueRows queueRows();
}
