package org.swavstream.operators.swav;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.swavstream.state.savepoint.PrototypeUse;

/**
 * How images share the prototypes.
 *
 * @param entropy entropy of how often each prototype is the nearest, divided by ln K: 1 if all are
 *     equally often, 0 if it is always the same
 * @param used share of the prototypes that are the nearest of at least one image, 0 to 1
 * @param codeEntropy mean entropy of the images' codes, in nats, 0 to ln K
 */
@SuppressWarnings("try") // a scope works by being open
public record PrototypeUsage(double entropy, double used, double codeEntropy) {

    /**
     * Measures the scores of images with prototypes, [n, K].
     *
     * @param sinkhorn what makes codes of them
     */
    public static PrototypeUsage of(FeatureMatrix scores, Sinkhorn sinkhorn) {
        PrototypeUse nearest = PrototypeUse.of(nearestCounts(scores));
        return new PrototypeUsage(nearest.entropy(), nearest.used(), codeEntropy(scores, sinkhorn));
    }

    private static int[] nearestCounts(FeatureMatrix scores) {
        int[] counts = new int[scores.columns()];
        for (int row = 0; row < scores.rows(); row++) {
            int first = row * scores.columns();
            int nearest = 0;
            for (int k = 1; k < scores.columns(); k++) {
                nearest =
                        scores.values()[first + k] > scores.values()[first + nearest] ? k : nearest;
            }
            counts[nearest]++;
        }
        return counts;
    }

    private static double codeEntropy(FeatureMatrix scores, Sinkhorn sinkhorn) {
        try (PointerScope scope = new PointerScope();
                AutoGradMode withoutGradient = new AutoGradMode(false)) {
            return Sinkhorn.entropy(sinkhorn.codes(scores.tensor()));
        }
    }
}
