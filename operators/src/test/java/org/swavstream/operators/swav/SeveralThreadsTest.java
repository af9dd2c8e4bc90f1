package org.swavstream.operators.swav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.swavstream.operators.natives.ForkedProgram.assertEndsWell;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.swavstream.operators.natives.Devices;
import org.swavstream.operators.natives.NativeLibraries;
import org.swavstream.operators.sample.CropGroup;

/** With two threads, in a process of its own, as a process has one number of threads. */
class SeveralThreadsTest {

    private static final int SIDE = 32;

    /** On AVX-512, oneDNN's gradient of a strided 1×1 convolution crashed with these sizes. */
    @Test
    void gradientsOfANarrowTrunkDoNotCrash() throws IOException, InterruptedException {
        assertEndsWell(NarrowTrunk.class);
    }

    /** On a CPU that hides its caches, oneDNN crashed as it planned 256 → 1,024 channels. */
    @Test
    void aWideTrunkDoesNotCrash() throws IOException, InterruptedException {
        assertEndsWell(WideTrunk.class);
    }

    @Test
    void twoThreadsGiveTheSameBitsEveryTimeAndAfterARestore()
            throws IOException, InterruptedException {
        assertEndsWell(RepeatedTraining.class);
    }

    /** Ends well if a model trained twice, and one restored in between, are the same. */
    static final class RepeatedTraining {

        private static final List<CropGroup> CROPS =
                List.of(new CropGroup(2, SIDE), new CropGroup(2, 24));

        private RepeatedTraining() {}

        public static void main(String[] arguments) throws IOException {
            NativeLibraries.load(2);
            try (SwavLearner first = new SwavLearner(settings(1));
                    SwavLearner again = new SwavLearner(settings(1));
                    SwavLearner restored = new SwavLearner(settings(99))) {
                train(first, 0, 4);
                StateCopy.restore(first, restored);
                train(first, 4, 7);
                train(restored, 4, 7);
                train(again, 0, 7);
                String digest = StateCopy.digest(first.state());
                assertThat(StateCopy.digest(again.state())).isEqualTo(digest);
                assertThat(StateCopy.digest(restored.state())).isEqualTo(digest);
            }
        }

        /** So large that both threads have something to do. */
        private static SwavSettings settings(long seed) {
            SwavSettings tiny = TinyLearner.settings(seed);
            TrunkSettings trunk = TrunkSettings.of("resnet10", 0.25, Stem.SMALL);
            return new SwavSettings(
                    new ModelSettings(trunk, 64, 32, 300),
                    tiny.loss(),
                    new QueueSettings(32, 1),
                    tiny.optimizer(),
                    tiny.schedule(),
                    CROPS,
                    seed,
                    tiny.compute());
        }

        private static void train(SwavLearner learner, int from, int to) {
            for (int step = from; step < to; step++) {
                learner.train(step, bytes(16, CropGroup.bytes(CROPS), step));
            }
        }
    }

    /** Fine-tunes a network of few channels. */
    static final class NarrowTrunk {

        private NarrowTrunk() {}

        public static void main(String[] arguments) {
            fineTune(
                    TrunkSettings.of("resnet10", 0.125, Stem.SMALL_STRIDE_2),
                    new int[] {49, 52, 113, 241});
        }
    }

    /** Fine-tunes a ResNet-50. */
    static final class WideTrunk {

        private WideTrunk() {}

        public static void main(String[] arguments) {
            fineTune(TrunkSettings.of("resnet50", 1, Stem.SMALL_STRIDE_2), new int[] {32});
        }
    }

    private static void fineTune(TrunkSettings settings, int[] batches) {
        NativeLibraries.load(2);
        try (TrunkModel trunk = new TrunkModel(settings, 1, Devices.choose("cpu"));
                FineTuning tuning = new FineTuning(trunk, 2, 0.01, 0.1, 1)) {
            for (int batch : batches) {
                tuning.train(images(batch), SIDE, new int[batch], 1);
            }
        }
    }

    private static List<byte[]> images(int count) {
        return bytes(count, SIDE * SIDE * 3, count);
    }

    private static List<byte[]> bytes(int count, int size, long seed) {
        Random random = new Random(seed);
        List<byte[]> images = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            byte[] image = new byte[size];
            random.nextBytes(image);
            images.add(image);
        }
        return images;
    }
}
