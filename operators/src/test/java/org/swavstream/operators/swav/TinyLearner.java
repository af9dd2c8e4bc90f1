package org.swavstream.operators.swav;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.swavstream.operators.sample.CropGroup;

/** A learner that makes a step in a few milliseconds, and samples for it. */
final class TinyLearner {

    static final int BATCH = 8;
    static final int PROTOTYPES = 6;

    private static final List<CropGroup> CROPS = List.of(new CropGroup(2, 16), new CropGroup(1, 8));

    private TinyLearner() {}

    static SwavSettings settings(long seed) {
        TrunkSettings trunk =
                new TrunkSettings(Block.BASIC, List.of(1, 1, 1, 1), 8, Stem.SMALL_STRIDE_2);
        return new SwavSettings(
                new ModelSettings(trunk, 16, 8, PROTOTYPES),
                new LossSettings(0.1, 0.05, 3, List.of(0, 1), 2),
                new QueueSettings(2 * BATCH, 1),
                new OptimizerSettings(0.9, 1e-6, 0.001),
                new Schedule.WarmupConstant(new Schedule.Warmup(0.1, 1, 4)),
                CROPS,
                seed,
                ComputeSettings.on("cpu"));
    }

    static SwavLearner of(long seed) {
        return new SwavLearner(settings(seed));
    }

    static List<byte[]> samples(long step, int count) {
        Random random = new Random(step);
        List<byte[]> samples = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            byte[] sample = new byte[CropGroup.bytes(CROPS)];
            random.nextBytes(sample);
            samples.add(sample);
        }
        return samples;
    }

    static void train(SwavLearner learner, long from, long to) {
        for (long step = from; step < to; step++) {
            learner.train(step, samples(step, BATCH));
        }
    }
}
