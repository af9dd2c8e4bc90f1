package org.swavstream.operators.swav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.swavstream.operators.natives.NativeLibraries;

/** Loss, gradients, codes and queue of every step against the reference. */
@SuppressWarnings("try") // a scope works by being open
class SwavLossTest {

    @BeforeAll
    static void load() {
        NativeLibraries.load(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"loss-two-crops", "loss-multi-crop", "loss-queue"})
    void equalsTheReference(String name) {
        GoldenCase golden = GoldenCase.read(name);
        int dimension = (int) golden.shape("prototypes")[1];
        Placement cpu = new Placement("cpu", Precision.FLOAT32);
        try (FeatureQueue queue = new FeatureQueue(2, golden.integer("queue"), dimension, cpu)) {
            for (int step = 0; step < golden.integer("steps"); step++) {
                try (PointerScope scope = new PointerScope()) {
                    assertStep(golden, "step" + step + ".", queue);
                }
            }
        }
    }

    private static void assertStep(GoldenCase golden, String step, FeatureQueue queue) {
        SwavLoss loss = new SwavLoss(settings(golden), golden.integer("views"));
        Tensor projections = leaf(golden, step + "projections");
        Tensor prototypes = leaf(golden, "prototypes");
        Tensor z = torch.normalize(projections);
        Tensor scores = z.matmul(prototypes.t());
        List<Tensor> codes =
                loss.codes(loss.assignmentViews(scores), earlierScores(queue, prototypes));
        Tensor value = loss.loss(scores, codes);
        double expected = golden.floats(step + "loss")[0];
        assertThat(value.item_double()).isCloseTo(expected, within(1e-5 * expected));
        assertCodes(golden, step, codes);
        TensorVector gradients =
                torch.grad(new TensorVector(value), new TensorVector(projections, prototypes));
        assertClose(gradients.get(0), golden.floats(step + "grad.projections"));
        assertClose(gradients.get(1), golden.floats(step + "grad.prototypes"));
        if (golden.has(step + "queue")) {
            queue.insert(loss.assignmentViews(z));
            assertQueue(queue, golden.floats(step + "queue"));
        }
    }

    private static LossSettings settings(GoldenCase golden) {
        return new LossSettings(
                golden.number("temperature"),
                golden.number("epsilon"),
                golden.integer("iterations"),
                golden.integers("assign"),
                0);
    }

    private static Tensor leaf(GoldenCase golden, String name) {
        return TensorBytes.tensor(golden.floats(name), golden.shape(name)).requires_grad_(true);
    }

    private static List<Tensor> earlierScores(FeatureQueue queue, Tensor prototypes) {
        List<Tensor> scores = new ArrayList<>();
        if (queue.isFull()) {
            queue.features().forEach(rows -> scores.add(rows.matmul(prototypes.t())));
        }
        return scores;
    }

    private static void assertCodes(GoldenCase golden, String step, List<Tensor> codes) {
        for (int index = 0; index < codes.size(); index++) {
            assertThat(TensorBytes.floats(codes.get(index)))
                    .containsExactly(golden.floats(step + "codes." + index), within(1e-5f));
        }
    }

    private static void assertClose(Tensor found, float[] expected) {
        float[] values = TensorBytes.floats(found);
        double error = 0;
        double norm = 0;
        for (int index = 0; index < expected.length; index++) {
            error += Math.pow(values[index] - expected[index], 2);
            norm += Math.pow(expected[index], 2);
        }
        assertThat(Math.sqrt(error)).isLessThan(1e-4 * Math.sqrt(norm));
    }

    private static void assertQueue(FeatureQueue queue, float[] expected) {
        int half = expected.length / 2;
        assertThat(queue.newestFirst(0))
                .containsExactly(Arrays.copyOfRange(expected, 0, half), within(1e-6f));
        assertThat(queue.newestFirst(1))
                .containsExactly(
                        Arrays.copyOfRange(expected, half, expected.length), within(1e-6f));
    }
}
