package org.swavstream.operators.swav.measure;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Whether features have collapsed.
 *
 * @param spread mean over the dimensions of the standard deviation of the normalised features,
 *     times √d: 1 if they fill the sphere evenly, 0 if all are one point
 * @param effectiveRank RankMe (Garrido et al. 2023): the exponential of the entropy of the
 *     normalised singular values, 1 to min(n, d)
 */
public record FeatureHealth(double spread, double effectiveRank) {

    private static final double RANKME_EPSILON = 1e-7;

    /**
     * Measures features as the trunk gives them.
     *
     * @param features two rows or more. {@link
     *     org.swavstream.operators.natives.NativeLibraries#load} comes first
     */
    public static FeatureHealth of(FeatureMatrix features) {
        if (features.rows() < 2) {
            throw new IllegalArgumentException(
                    "the spread of %d images: at least 2 are needed".formatted(features.rows()));
        }
        return new FeatureHealth(spread(features.normalized()), effectiveRank(features));
    }

    private static double spread(FeatureMatrix unit) {
        double sum = 0;
        for (int column = 0; column < unit.columns(); column++) {
            sum += deviation(unit, column);
        }
        return sum / unit.columns() * Math.sqrt(unit.columns());
    }

    private static double deviation(FeatureMatrix unit, int column) {
        double mean = 0;
        for (int row = 0; row < unit.rows(); row++) {
            mean += unit.values()[row * unit.columns() + column] / (double) unit.rows();
        }
        double squares = 0;
        for (int row = 0; row < unit.rows(); row++) {
            double difference = unit.values()[row * unit.columns() + column] - mean;
            squares += difference * difference;
        }
        return Math.sqrt(squares / (unit.rows() - 1));
    }

    private static double effectiveRank(FeatureMatrix features) {
        double[] singular = singularValues(features);
        double sum = 0;
        for (double value : singular) {
            sum += value;
        }
        double entropy = 0;
        for (double value : singular) {
            double share = value / sum + RANKME_EPSILON;
            entropy -= share * Math.log(share);
        }
        return Math.exp(entropy);
    }

    @SuppressWarnings("try") // a scope works by being open
    private static double[] singularValues(FeatureMatrix features) {
        try (PointerScope scope = new PointerScope()) {
            Tensor singular = torch.linalg_svdvals(features.tensor().to(ScalarType.Double));
            double[] values = new double[Math.toIntExact(singular.numel())];
            singular.data_ptr_double().get(values);
            return values;
        }
    }
}
