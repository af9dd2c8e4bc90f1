package org.swavstream.job.bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.swavstream.operators.sample.CropGroup;
import org.swavstream.operators.swav.Learner;
import org.swavstream.operators.swav.StepPart;
import org.swavstream.operators.swav.SwavLearner;

/**
 * Training steps with random images.
 *
 * <p>Owns: a learner; released by {@link #close}.
 */
public final class StepWorkload implements AutoCloseable {

    private final Learner learner;
    private final List<byte[]> samples;
    private Map<StepPart, Long> last;
    private long step;

    /** {@link org.swavstream.operators.natives.NativeLibraries#load} comes first. */
    public StepWorkload(StepSize size) {
        this.learner = new SwavLearner(size.settings());
        this.samples = samples(size);
        fill(size.queue());
    }

    private void fill(int length) {
        Random random = new Random(2);
        for (int crop = 0; crop < 2 && length > 0; crop++) {
            ByteBuffer rows = ByteBuffer.allocate(length * StepSize.FEATURES * Float.BYTES);
            rows.order(ByteOrder.LITTLE_ENDIAN);
            while (rows.hasRemaining()) {
                rows.putFloat((float) (random.nextGaussian() / Math.sqrt(StepSize.FEATURES)));
            }
            learner.restoreQueueRows(crop, 0, rows.array());
        }
        learner.restoreQueueInserted(length);
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
    public void run() {
        last = learner.train(step++, samples).nanoseconds();
    }

    /** What forward and backward passes took of the last step, in milliseconds. */
    double networkAlone() {
        return (last.get(StepPart.FORWARD) + last.get(StepPart.BACKWARD)) / 1e6;
    }

    @Override
    public void close() {
        learner.close();
    }
}
