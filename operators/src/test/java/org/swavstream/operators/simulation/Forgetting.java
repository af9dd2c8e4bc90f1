package org.swavstream.operators.simulation;

import org.apache.flink.runtime.state.KeyedStateBackend;
import org.swavstream.operators.swav.LearnerFactory;
import org.swavstream.operators.training.HashChainLearner;

/** What a restore leaves out. */
interface Forgetting {

    /** All is restored. */
    Forgetting NOTHING = new Forgetting() {};

    /** Whether it is something of the operator with this uid. */
    default boolean concerns(String operator) {
        return false;
    }

    /**
     * Changes the keyed state of a subtask before the operator gets it.
     *
     * @param stored state of the subtask
     */
    default void change(KeyedStateBackend<String> stored) throws Exception {}

    /** Whether the operator gets its raw keyed state. */
    default boolean keepsRawKeyedState() {
        return true;
    }

    /** The learners that the trainers restore. */
    default LearnerFactory learners() {
        return new HashChainLearner.Factory();
    }
}
