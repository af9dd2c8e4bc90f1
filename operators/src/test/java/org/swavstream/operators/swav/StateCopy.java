package org.swavstream.operators.swav;

import java.io.IOException;
import org.swavstream.state.checkpoint.ModelDigest;
import org.swavstream.state.tensor.SavedTensors;

/** What a learner has learned, as one number, and in the place of what another has learned. */
public final class StateCopy {

    private StateCopy() {}

    /** As a state report gives it. */
    public static String digest(LearnedState learned) {
        return new ModelDigest()
                .tensors(learned.weights())
                .tensors(learned.momentum())
                .tensors(learned.prototypes())
                .queue(learned.queueIndex(), learned.queueRows())
                .hex();
    }

    static void restore(SwavLearner from, SwavLearner to) throws IOException {
        to.restoreWeights(SavedTensors.of(from.state().weights().readAll()));
        to.restorePrototypes(SavedTensors.of(from.state().prototypes().readAll()));
        to.restoreMomentum(SavedTensors.of(from.state().momentum().readAll()));
        int length = from.queue().length();
        for (int crop = 0; crop < 2; crop++) {
            to.queue().restoreRows(crop, 0, from.queue().read(crop, 0, length));
        }
        to.queue().restoreInserted(from.queue().index().inserted());
    }
}
