package org.swavstream.operators.swav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.swavstream.operators.natives.NativeLibraries;

@SuppressWarnings("try") // a scope works by being open
class SinkhornTest {

    @BeforeAll
    static void load() {
        NativeLibraries.load(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sinkhorn-small",
                "sinkhorn-square",
                "sinkhorn-more-prototypes",
                "sinkhorn-ten-iterations"
            })
    void givesTheCodesOfTheReference(String name) {
        GoldenCase golden = GoldenCase.read(name);
        Sinkhorn sinkhorn = new Sinkhorn(golden.number("epsilon"), golden.integer("iterations"));
        assertThat(codes(sinkhorn, golden.floats("scores"), golden.shape("scores")))
                .containsExactly(golden.floats("codes"), within(1e-6f));
    }

    /** exp(0.9 / 0.004) is e^225; float32 ends at e^88, and below the largest score at e^-103. */
    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.01, 0.004})
    void staysExactWhereFloat32Overflows(double epsilon) {
        int batch = 40;
        int prototypes = 24;
        float[] scores = randomScores(batch * prototypes);
        double[] expected = plain(scores, batch, prototypes, epsilon, 3);
        float[] found = codes(new Sinkhorn(epsilon, 3), scores, batch, prototypes);
        for (int index = 0; index < expected.length; index++) {
            assertThat((double) found[index]).isCloseTo(expected[index], within(1e-6));
        }
    }

    @Test
    void entropyIsZeroForOneHotCodesAndLnKForUniformOnes() {
        try (PointerScope scope = new PointerScope()) {
            assertThat(Sinkhorn.entropy(TensorBytes.tensor(new float[] {1, 0, 0, 1}, 2, 2)))
                    .isZero();
            assertThat(Sinkhorn.entropy(TensorBytes.tensor(new float[] {.5f, .5f, .5f, .5f}, 2, 2)))
                    .isCloseTo(Math.log(2), within(1e-7));
        }
    }

    private static float[] codes(Sinkhorn sinkhorn, float[] scores, long... shape) {
        try (PointerScope scope = new PointerScope()) {
            Tensor codes = sinkhorn.codes(TensorBytes.tensor(scores, shape));
            return TensorBytes.floats(codes);
        }
    }

    private static float[] randomScores(int count) {
        Random random = new Random(7);
        float[] scores = new float[count];
        for (int index = 0; index < count; index++) {
            scores[index] = random.nextFloat(-0.9f, 0.9f);
        }
        return scores;
    }

    /** The algorithm as the reference writes it, without a maximum subtracted, in float64. */
    private static double[] plain(
            float[] scores, int batch, int prototypes, double epsilon, int n) {
        double[] q = new double[scores.length];
        for (int index = 0; index < q.length; index++) {
            q[index] = Math.exp(scores[index] / epsilon);
        }
        for (int iteration = 0; iteration < n; iteration++) {
            for (int k = 0; k < prototypes; k++) {
                divideBySum(q, k, prototypes, batch);
            }
            for (int b = 0; b < batch; b++) {
                divideBySum(q, b * prototypes, 1, prototypes);
            }
        }
        return q;
    }

    private static void divideBySum(double[] q, int first, int stride, int count) {
        double sum = 0;
        for (int index = 0; index < count; index++) {
            sum += q[first + index * stride];
        }
        for (int index = 0; index < count; index++) {
            q[first + index * stride] /= sum;
        }
    }
}
