package org.swavstream.operators.simulation;

import java.io.IOException;
import org.apache.flink.runtime.checkpoint.StateObjectCollection;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.KeyedStateHandle;
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

    /**
     * What the operator gets of the raw keyed state of a subtask.
     *
     * @param stored all of it
     */
    default StateObjectCollection<KeyedStateHandle> rawKeyedState(
            StateObjectCollection<KeyedStateHandle> stored) throws IOException {
        return stored;
    }

    /** The learners that the trainers restore. */
    default LearnerFactory learners() {
        return new HashChainLearner.Factory();
    }
}
