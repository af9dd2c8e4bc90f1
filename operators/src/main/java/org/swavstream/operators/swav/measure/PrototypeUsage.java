package org.swavstream.operators.swav.measure;

/**
 * How images spread over the prototypes, each image counted for its nearest one.
 *
 * @param entropy of the histogram, in nats: 0 if one prototype has all, ln K if all have the same
 * @param entropyShare entropy / ln K, 0 to 1
 * @param usedShare share of the prototypes that have an image, 0 to 1
 */
public record PrototypeUsage(double entropy, double entropyShare, double usedShare) {

    /**
     * Counts.
     *
     * @param scores of images with prototypes, [n, K] with n from 1 and K from 2
     */
    public static PrototypeUsage of(FeatureMatrix scores) {
        if (scores.rows() == 0) {
            throw new IllegalArgumentException("prototype usage of 0 images: at least 1 is needed");
        }
        int[] counts = new int[scores.columns()];
        for (int row = 0; row < scores.rows(); row++) {
            counts[nearest(scores, row)]++;
        }
        double entropy = 0;
        int used = 0;
        for (int count : counts) {
            if (count > 0) {
                double share = count / (double) scores.rows();
                entropy -= share * Math.log(share);
                used++;
            }
        }
        double prototypes = scores.columns();
        return new PrototypeUsage(entropy, entropy / Math.log(prototypes), used / prototypes);
    }

    private static int nearest(FeatureMatrix scores, int row) {
        int first = row * scores.columns();
        int best = first;
        for (int index = first; index < first + scores.columns(); index++) {
            if (scores.values()[index] > scores.values()[best]) {
                best = index;
            }
        }
        return best - first;
    }
}
