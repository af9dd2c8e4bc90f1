package org.swavstream.operators.swav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.swavstream.operators.natives.NativeLibraries;

@SuppressWarnings("try") // a scope works by being open
class SinkhornTest {

    @BeforeAll
    static void load() {
        NativeLibraries.load(1);
    }

    /** exp(±3 / 0.003) is e^±1000; float64 ends at e^709 and e^-745. */
    @Test
    void noScoresAreTooFarApart() {
        try (PointerScope scope = new PointerScope()) {
            Tensor scores = TensorBytes.tensor(new float[] {3, -3, 3, -3, -3, 3}, 3, 2);
            assertThat(TensorBytes.floats(new Sinkhorn(0.003, 3).codes(scores)))
                    .containsExactly(new float[] {1, 0, 1, 0, 0, 1}, within(1e-6f));
        }
    }

    @Test
    void leavesTheScoresAsTheyAre() {
        try (PointerScope scope = new PointerScope()) {
            for (float largest : new float[] {0.5f, 500}) {
                Tensor scores = TensorBytes.tensor(new float[] {largest, 0, 0, 1}, 2, 2);
                Tensor doubles = scores.to(ScalarType.Double);
                new Sinkhorn(0.05, 3).codes(scores);
                new Sinkhorn(0.05, 3).codes(doubles);
                assertThat(TensorBytes.floats(scores)).containsExactly(largest, 0, 0, 1);
                assertThat(TensorBytes.floats(doubles)).containsExactly(largest, 0, 0, 1);
            }
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

    /** The reference: codes of all, of which the last rows are the batch's. */
    @Test
    void earlierRowsCountAsIfTheyWereOfTheBatch() {
        try (PointerScope scope = new PointerScope()) {
            for (float largest : new float[] {0.5f, 500}) {
                float[] values = {largest, 0, .3f, 0, 1, .2f, .4f, .4f, 0, .1f, .9f, .5f};
                Tensor all = TensorBytes.tensor(values, 4, 3);
                Sinkhorn sinkhorn = new Sinkhorn(0.05, 3);
                Tensor codes = torch.empty(1, 3);
                sinkhorn.codes(all.narrow(0, 0, 3), all.narrow(0, 3, 1), torch.empty(3, 3), codes);
                assertThat(TensorBytes.floats(codes))
                        .containsExactly(
                                TensorBytes.floats(sinkhorn.codes(all).narrow(0, 3, 1)),
                                within(1e-6f));
                assertThat(TensorBytes.floats(all)).containsExactly(values);
            }
        }
    }

    /** Against Eq. (4) written out. */
    @Test
    void anyNumberOfRowsIsSummedUp() {
        for (int rows : new int[] {1, 127, 128, 129, 300}) {
            double[][] q = new double[rows][3];
            float[] scores = new float[rows * 3];
            for (int cell = 0; cell < scores.length; cell++) {
                scores[cell] = (cell * 37 % 101) / 101f;
                q[cell / 3][cell % 3] = Math.exp(scores[cell] / 0.05);
            }
            for (int iteration = 0; iteration < 3; iteration++) {
                shareOut(q);
            }
            try (PointerScope scope = new PointerScope()) {
                Tensor codes = new Sinkhorn(0.05, 3).codes(TensorBytes.tensor(scores, rows, 3));
                float[] found = TensorBytes.floats(codes);
                for (int cell = 0; cell < found.length; cell++) {
                    assertThat((double) found[cell]).isCloseTo(q[cell / 3][cell % 3], within(1e-5));
                }
            }
        }
    }

    /** One iteration: each prototype's column is divided by its sum, then each sample's row. */
    private static void shareOut(double[][] q) {
        double[] sums = new double[q[0].length];
        for (double[] row : q) {
            for (int k = 0; k < row.length; k++) {
                sums[k] += row[k];
            }
        }
        for (double[] row : q) {
            for (int k = 0; k < row.length; k++) {
                row[k] /= sums[k];
            }
            double sum = DoubleStream.of(row).sum();
            for (int k = 0; k < row.length; k++) {
                row[k] /= sum;
            }
        }
    }

    /** With an ε of 0.02, a cosine of 1 is e^100 times one of −1. */
    @Test
    void cosinesHaveTheSameCodesWithoutASearchForTheLargest() {
        try (PointerScope scope = new PointerScope()) {
            Tensor all = TensorBytes.tensor(new float[] {1, -1, .3f, -1, .9f, -.2f, 0, 0}, 4, 2);
            for (double epsilon : new double[] {0.05, 0.02}) {
                Sinkhorn sinkhorn = new Sinkhorn(epsilon, 3);
                Tensor earlier = all.narrow(0, 0, 1);
                Tensor own = all.narrow(0, 1, 3);
                Tensor work = torch.empty(1, 2);
                float[] searched =
                        TensorBytes.floats(sinkhorn.codes(earlier, own, work, torch.empty(3, 2)));
                float[] bounded =
                        TensorBytes.floats(
                                sinkhorn.codesOfCosines(earlier, own, work, torch.empty(3, 2)));
                assertThat(bounded).containsExactly(searched, within(1e-6f));
            }
        }
    }

    @Test
    void buffersFitBatchesOfOtherSizes() {
        try (PointerScope scope = new PointerScope();
                Scratch rows = new Scratch()) {
            Tensor two = torch.ones(2, 3);
            Tensor memory = rows.like(two);
            assertThat(rows.like(two).data_ptr()).isEqualTo(memory.data_ptr());
            assertThat(rows.like(torch.ones(4, 3)).size(0)).isEqualTo(4);
            assertThat(rows.like(two.to(ScalarType.Double)).scalar_type().intern())
                    .isEqualTo(ScalarType.Double);
        }
    }
}
