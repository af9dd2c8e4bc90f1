package org.swavstream.job.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.swavstream.operators.sample.CropGroup;
import org.swavstream.operators.swav.StepTimings;
import org.swavstream.operators.swav.SwavLearner;

/**
 * Training steps with random images.
 *
 * <p>Owns: a learner; released by {@link #close}.
 */
final class StepWorkload implements AutoCloseable {

    private final SwavLearner learner;
    private final List<byte[]> samples;
    private StepTimings last;
    private long step;

    StepWorkload(StepSize size) {
        this.learner = new SwavLearner(size.settings());
        this.samples = samples(size);
    }

    private static List<byte[]> samples(StepSize size) {
        Random random = new Random(1);
        List<byte[]> samples = new ArrayList<>();
        for (int index = 0; index < size.batch(); index++) {
            byte[] sample = new byte[CropGroup.bytes(size.groups())];
            random.nextBytes(sample);
            samples.add(sample);
        }
        return samples;
    }

    /** Makes a step. */
    void run() {
        last = learner.train(step++, samples).timings();
    }

    /** What forward and backward passes took of the last step, in milliseconds. */
    double networkAlone() {
        return (last.forward() + last.backward()) / 1e6;
    }

    @Override
    public void close() {
        learner.close();
    }
}
