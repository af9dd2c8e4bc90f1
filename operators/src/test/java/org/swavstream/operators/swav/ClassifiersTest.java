package org.swavstream.operators.swav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.swavstream.operators.natives.Devices;
import org.swavstream.operators.natives.NativeLibraries;

@SuppressWarnings("try") // a scope works by being open
class ClassifiersTest {

    private static final Devices.Choice CPU = new Devices.Choice("cpu", "for tests");
    private static final int SIDE = 8;

    @BeforeAll
    static void load() {
        NativeLibraries.load(1);
    }

    /** m = 0.5 + 0.1 · 1, p = 1 - 0.1 m; then m = 0.9 m + 0.5 + 0.1 p, p = p - 0.1 m. */
    @Test
    void descentHasMomentumDecayAndARateForEachGroup() {
        try (PointerScope scope = new PointerScope();
                Tensor one = parameter(1);
                Tensor other = parameter(1);
                MomentumSgd sgd =
                        new MomentumSgd(
                                0.9,
                                0.1,
                                List.of(
                                        new MomentumSgd.Group(List.of(one), 0.05),
                                        new MomentumSgd.Group(List.of(other), 0)))) {
            for (float expected : new float[] {0.94f, 0.8266f}) {
                Tensor loss = one.add(other).mul(new Scalar(0.5));
                sgd.step(loss.sum(), 2);
                assertThat(TensorBytes.floats(one)[0]).isCloseTo(expected, within(1e-6f));
                assertThat(TensorBytes.floats(other)[0]).isOne();
            }
        }
    }

    private static Tensor parameter(float value) {
        return TensorBytes.tensor(new float[] {value}, 1).set_requires_grad(true);
    }

    /** Else each would count as of the class that happens to come first. */
    @Test
    void anImageWhoseLogitsAreNoNumbersIsNeverRight() {
        try (PointerScope scope = new PointerScope()) {
            float nan = Float.NaN;
            Tensor logits = TensorBytes.tensor(new float[] {nan, nan, nan, 1, 1, nan, 2, 1}, 4, 2);
            assertThat(Accuracy.of(logits, new int[] {0, 0, 0, 0}))
                    .isEqualTo(new Accuracy(1, 1, 4));
            assertThat(Accuracy.of(logits, new int[] {1, 1, 1, 1}))
                    .isEqualTo(new Accuracy(0, 1, 4));
        }
    }

    @Test
    void accuracyCountsTheLikeliestAndTheFiveLikeliest() {
        try (PointerScope scope = new PointerScope()) {
            Tensor logits =
                    TensorBytes.tensor(new float[] {6, 5, 4, 3, 2, 1, 1, 2, 3, 4, 5, 6}, 2, 6);
            assertThat(Accuracy.of(logits, new int[] {0, 1})).isEqualTo(new Accuracy(1, 2, 2));
            assertThat(Accuracy.of(logits, new int[] {5, 0})).isEqualTo(new Accuracy(0, 0, 2));
            Accuracy both = new Accuracy(1, 2, 2).plus(new Accuracy(0, 0, 2));
            assertThat(both.top1()).isEqualTo(0.25);
            assertThat(both.top5()).isEqualTo(0.5);
        }
    }

    @Test
    void separableFeaturesAreLearnedWithoutError() {
        FeatureMatrix features = new FeatureMatrix(4, 2, new float[] {2, 1, 1, 2, -2, -1, -1, -2});
        int[] classes = {0, 0, 1, 1};
        try (LinearProbe probe = new LinearProbe(2, 2, 1e-6, 1, CPU);
                FeatureTable table = table(features)) {
            double first = probe.train(features, classes, 0.3);
            double last = first;
            for (int step = 0; step < 20; step++) {
                last = probe.train(features, classes, 0.3);
            }
            assertThat(first).isCloseTo(Math.log(2), within(0.05));
            assertThat(last).isLessThan(0.05);
            assertThat(probe.test(table, classes).top1()).isOne();
        }
    }

    @Test
    void aLossThatIsNotANumberChangesNothing() {
        FeatureMatrix good = new FeatureMatrix(2, 1, new float[] {1, -1});
        FeatureMatrix bad = new FeatureMatrix(2, 1, new float[] {Float.NaN, 1});
        int[] classes = {0, 1};
        try (LinearProbe probe = new LinearProbe(1, 2, 0, 1, CPU);
                LinearProbe same = new LinearProbe(1, 2, 0, 1, CPU)) {
            assertThatThrownBy(() -> probe.train(bad, classes, 0.3))
                    .isInstanceOf(DivergedException.class)
                    .hasMessage("the loss is NaN");
            assertThat(probe.train(good, classes, 0.3)).isEqualTo(same.train(good, classes, 0.3));
        }
    }

    @Test
    void fineTuningLearnsDarkFromBrightAndIsTheSameEveryTime() {
        double[] losses = fineTuned(0.1);
        assertThat(losses[losses.length - 2]).isLessThan(losses[0] / 4);
        assertThat(losses[losses.length - 1]).as("top-1").isOne();
        assertThat(fineTuned(0.1)).isEqualTo(losses);
    }

    @Test
    void theTrunkIsTrainedToo() {
        try (TrunkModel trunk = TrunkModelTest.tiny(1);
                FineTuning tuning = new FineTuning(trunk, 2, 0.1, 0, 1)) {
            FeatureMatrix before = trunk.features(images(4), SIDE);
            tuning.train(images(4), SIDE, classes(4), 1);
            assertThat(trunk.features(images(4), SIDE).values()).isNotEqualTo(before.values());
        }
    }

    /** The losses, and the accuracy at the end. */
    private static double[] fineTuned(double rate) {
        double[] losses = new double[13];
        try (TrunkModel trunk = TrunkModelTest.tiny(1);
                FineTuning tuning = new FineTuning(trunk, 2, rate, rate, 1)) {
            for (int step = 0; step < 12; step++) {
                losses[step] = tuning.train(images(16), SIDE, classes(16), 1);
            }
            losses[12] = tuning.test(images(16), SIDE, classes(16)).top1();
        }
        return losses;
    }

    private static FeatureTable table(FeatureMatrix features) {
        FeatureTable table = new FeatureTable(features.rows(), features.columns());
        table.append(features);
        return table;
    }

    /** Every second one is bright. */
    private static List<byte[]> images(int count) {
        Random random = new Random(7);
        List<byte[]> images = new ArrayList<>();
        for (int image = 0; image < count; image++) {
            byte[] pixels = new byte[SIDE * SIDE * 3];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (byte) (random.nextInt(100) + (image % 2) * 120);
            }
            images.add(pixels);
        }
        return images;
    }

    private static int[] classes(int count) {
        int[] classes = new int[count];
        Arrays.setAll(classes, image -> image % 2);
        return classes;
    }
}
