package org.swavstream.operators.swav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.swavstream.operators.natives.NativeLibraries;
import org.swavstream.state.savepoint.PrototypeUse;

class MeasuresTest {

    @BeforeAll
    static void load() {
        NativeLibraries.load(1);
    }

    @Test
    void neighboursVoteByTheirCosineNotTheirLength() {
        FeatureMatrix bank = new FeatureMatrix(3, 2, new float[] {100, 0, 0, 1, 0, 2});
        FeatureMatrix queries = new FeatureMatrix(2, 2, new float[] {1, 0.1f, 0.1f, 5});
        WeightedKnn nearest = new WeightedKnn(1, 0.07);
        assertThat(nearest.accuracy(bank, new int[] {0, 1, 1}, queries, new int[] {0, 1}))
                .isEqualTo(1);
        assertThat(nearest.accuracy(bank, new int[] {0, 1, 1}, queries, new int[] {1, 1}))
                .isEqualTo(0.5);
    }

    /** Cosines 1, 0.8 and 0.8: at T = 0.07 the near one wins (e^2.9 > 2), at T = 1 the two do. */
    @Test
    void temperatureWeighsOneNearNeighbourAgainstTwoFarOnes() {
        FeatureMatrix bank = new FeatureMatrix(3, 2, new float[] {1, 0, 4, 3, 4, -3});
        FeatureMatrix query = new FeatureMatrix(1, 2, new float[] {2, 0});
        int[] classes = {0, 1, 1};
        int[] zero = {0};
        assertThat(new WeightedKnn(3, 0.07).accuracy(bank, classes, query, zero)).isOne();
        assertThat(new WeightedKnn(3, 1).accuracy(bank, classes, query, zero)).isZero();
    }

    /** exp(1 / T) is beyond a double, and of the far one even relative to the near one nothing. */
    @Test
    void theNearestWinsAtTheLowestTemperature() {
        FeatureMatrix bank = new FeatureMatrix(2, 2, new float[] {1, 0.3f, 1, 0});
        FeatureMatrix query = new FeatureMatrix(1, 2, new float[] {1, 0});
        WeightedKnn cold = new WeightedKnn(2, 1e-5);
        assertThat(cold.accuracy(bank, new int[] {0, 1}, query, new int[] {1})).isOne();
    }

    @Test
    void spreadSeparatesIsotropicFromCollapsedFeatures() {
        FeatureSpread healthy = FeatureSpread.of(gaussian(2000, 16));
        assertThat(healthy.standardDeviation()).isCloseTo(1, within(0.01));
        assertThat(healthy.rankMe()).isBetween(15.8, 16.0);
        float[] same = new float[64];
        Arrays.fill(same, 3);
        FeatureSpread collapsed = FeatureSpread.of(new FeatureMatrix(16, 4, same));
        assertThat(collapsed.standardDeviation()).isCloseTo(0, within(1e-6));
        assertThat(collapsed.rankMe()).isCloseTo(1, within(1e-4));
    }

    @Test
    void featuresThatAreAllZeroHaveCollapsed() {
        FeatureSpread zero = FeatureSpread.of(new FeatureMatrix(8, 4, new float[32]));
        assertThat(zero.standardDeviation()).isZero();
        assertThat(zero.rankMe()).isOne();
    }

    /** So that a probe reports a broken network, and does not end its training. */
    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
    void featuresThatAreNotFiniteHaveNoSpread(float broken) {
        FeatureMatrix features = gaussian(8, 4);
        features.values()[5] = broken;
        assertThat(FeatureSpread.of(features)).isEqualTo(new FeatureSpread(Double.NaN, Double.NaN));
    }

    @Test
    void useCountsTheNearestPrototype() {
        float[] values = {.9f, .1f, 0, 0, .2f, .8f, 0, 0, .9f, .1f, 0, 0, .1f, .3f, 0, 0};
        FeatureMatrix scores = new FeatureMatrix(4, 4, values);
        assertThat(scores.largestCounts()).containsExactly(2, 2, 0, 0);
        PrototypeUse use = PrototypeUse.of(scores.largestCounts());
        assertThat(use.entropy()).isCloseTo(0.5, within(1e-12));
        assertThat(use.used()).isEqualTo(0.5);
        assertThat(new Sinkhorn(0.05, 3).codeEntropy(scores)).isBetween(0.0, Math.log(4));
    }

    @Test
    void aMatrixNeedsAsManyValuesAsItHasPlaces() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FeatureMatrix(2, 2, new float[3]))
                .withMessageContaining("3 values for 2 rows of 2");
    }

    private static FeatureMatrix gaussian(int rows, int columns) {
        Random random = new Random(3);
        FeatureMatrix matrix = new FeatureMatrix(rows, columns, new float[rows * columns]);
        for (int index = 0; index < rows * columns; index++) {
            matrix.values()[index] = (float) random.nextGaussian();
        }
        return matrix;
    }
}
