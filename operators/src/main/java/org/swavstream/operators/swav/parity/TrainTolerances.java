package org.swavstream.operators.swav.parity;

import org.swavstream.operators.swav.Precision;

/**
 * What whole training steps are held to in a precision; docs/parity.md gives the reasons.
 *
 * @param precision that the steps are computed in
 * @param loss of every step, relative
 * @param change of a parameter over the run, relative to its norm
 * @param statistics change of a batch norm's running statistics, relative to its norm
 * @param features absolute; of the network in evaluation mode, and in the queue
 */
record TrainTolerances(
        Precision precision, double loss, double change, double statistics, double features) {

    /** The steps as the reference's values were computed. */
    static final TrainTolerances FLOAT64 =
            new TrainTolerances(Precision.FLOAT64, 1e-4, 1e-3, 1e-4, 1e-4);

    /** Rounding can move a value to the other side of a ReLU, and whole gradients with it. */
    static final TrainTolerances FLOAT32 =
            new TrainTolerances(Precision.FLOAT32, 1e-4, 0.1, 1e-3, 2e-3);
}
