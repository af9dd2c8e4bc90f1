package org.swavstream.operators.simulation;

import org.apache.flink.runtime.state.KeyedStateBackend;
import org.swavstream.operators.swav.LearnerFactory;
import org.swavstream.operators.training.HashChainLearner;

/** What a restore leaves out. */
interface Forgetting {

    /** All is restored. */
    Forgetting NOTHING = new Forgetting() {};

    /**
     * Changes what a subtask restored, before the operator opens.
     *
     * @param operator its uid
     * @param restored state of the subtask
     */
    default void change(String operator, KeyedStateBackend<String> restored) throws Exception {}

    /** The learners that the trainers restore. */
    default LearnerFactory learners() {
        return new HashChainLearner.Factory();
    }
}
