package org.swavstream.operators.swav;

import java.util.List;
import org.swavstream.state.checkpoint.QueueIndex;
import org.swavstream.state.checkpoint.QueueRows;
import org.swavstream.state.tensor.TensorData;

/** All that a model has learned; with it, the next step is decided by the samples alone. */
public interface LearnedState {

    /** Parameters of trunk and head, and the statistics of their batch norms. */
    List<TensorData> weights();

    /** Momentum of every parameter, by the parameter's name; that of the prototypes too. */
    List<TensorData> momentum();

    /** The prototypes. */
    List<TensorData> prototypes();

    /** Shape and position of the feature queue. */
    QueueIndex queueIndex();

    /** Content of the feature queue. */
    QueueRows queueRows();
}
