package org.swavstream.tests;

import java.util.List;
import org.apache.flink.testutils.junit.SharedReference;
import org.swavstream.operators.natives.Devices;
import org.swavstream.operators.swav.Embeddings;
import org.swavstream.operators.swav.Learner;
import org.swavstream.operators.swav.LearnerFactory;
import org.swavstream.operators.swav.SwavLearners;
import org.swavstream.operators.swav.SwavSettings;

/**
 * SwAV, with faults in the methods that the trainer calls.
 *
 * @param learners makes the real ones
 */
record FaultyLearners(SwavLearners learners, SharedReference<OperatorFaults> faults)
        implements LearnerFactory {

    @Override
    public int prepareThread(int threads) {
        return learners.prepareThread(threads);
    }

    @Override
    public Devices.Choice device(SwavSettings settings) {
        return learners.device(settings);
    }

    @Override
    public Embeddings embedUntrained(SwavSettings settings, List<byte[]> images, int side) {
        return learners.embedUntrained(settings, images, side);
    }

    @Override
    public Learner create(SwavSettings settings) {
        return (Learner) FaultyCalls.of(learners.create(settings), faults);
    }
}
