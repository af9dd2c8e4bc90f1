package org.swavstream.operators.swav;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Whether features use the space that they have, or have collapsed. Neither is a number if any
 * feature is infinite or not a number.
 *
 * @param standardDeviation of L2-normalised features, mean over the dimensions, times √d: 1 if they
 *     are spread in all directions, 0 if they are all the same
 * @param rankMe effective rank (Garrido et al., 2023, Eq. 1): exp of the entropy of the normalised
 *     singular values, 1 to min(n, d), and 1 if all features are 0; comparable within one method
 *     only
 */
@SuppressWarnings("try") // a scope works by being open
public record FeatureSpread(double standardDeviation, double rankMe) {

    private static final double SMALLEST_SHARE = 1e-7;

    /** Measures features as the trunk gives them, of at least two images. */
    public static FeatureSpread of(FeatureMatrix features) {
        if (!features.isFinite()) {
            return new FeatureSpread(Double.NaN, Double.NaN);
        }
        try (PointerScope scope = new PointerScope();
                AutoGradMode withoutGradient = new AutoGradMode(false)) {
            Tensor rows = features.tensor();
            float[] singularValues = TensorBytes.floats(torch.linalg_svdvals(rows));
            return new FeatureSpread(
                    standardDeviation(TensorBytes.floats(torch.normalize(rows)), features),
                    rankMe(singularValues));
        }
    }

    private static double standardDeviation(float[] values, FeatureMatrix shape) {
        double sum = 0;
        for (int column = 0; column < shape.columns(); column++) {
            sum += standardDeviation(values, shape, column);
        }
        return sum / shape.columns() * Math.sqrt(shape.columns());
    }

    private static double standardDeviation(float[] values, FeatureMatrix shape, int column) {
        double sum = 0;
        double squares = 0;
        for (int i = column; i < values.length; i += shape.columns()) {
            sum += values[i];
            squares += (double) values[i] * values[i];
        }
        double mean = sum / shape.rows();
        return Math.sqrt(Math.max(0, squares / shape.rows() - mean * mean));
    }

    private static double rankMe(float[] singularValues) {
        double total = 0;
        for (float value : singularValues) {
            total += value;
        }
        if (total == 0) {
            return 1;
        }
        double entropy = 0;
        for (float value : singularValues) {
            double share = value / total + SMALLEST_SHARE;
            entropy -= share * Math.log(share);
        }
        return Math.exp(entropy);
    }
}
