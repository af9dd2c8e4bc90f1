package org.swavstream.operators.swav.measure;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The weighted k-nearest-neighbour classifier of DINO's evaluation: each of the k images of the
 * bank with the largest cosine votes for its class with exp(cosine / T).
 *
 * @param k number of neighbours, from 1
 * @param temperature T, above 0
 */
public record WeightedNeighbours(int k, double temperature) {

    public WeightedNeighbours {
        if (k < 1 || !(temperature > 0)) {
            throw new IllegalArgumentException(
                    "k = %d and T = %s: k must be at least 1 and T above 0"
                            .formatted(k, temperature));
        }
    }

    /** What the field reports: k = 20, T = 0.07. */
    public static WeightedNeighbours standard() {
        return new WeightedNeighbours(20, 0.07);
    }

    /**
     * Share of the queries whose class the bank finds.
     *
     * @param bank features of the labelled images; at least one
     * @param bankClasses their classes, from 0
     * @param queries features of the images to classify; at least one
     * @param queryClasses their classes
     * @return 0 to 1
     */
    public double accuracy(
            FeatureMatrix bank, int[] bankClasses, FeatureMatrix queries, int[] queryClasses) {
        requireClasses(bank, bankClasses);
        requireClasses(queries, queryClasses);
        FeatureMatrix cosines = queries.normalized().timesTransposed(bank.normalized());
        long right =
                IntStream.range(0, queries.rows())
                        .filter(
                                query ->
                                        classify(cosines, query, bankClasses)
                                                == queryClasses[query])
                        .count();
        return right / (double) queries.rows();
    }

    private int classify(FeatureMatrix cosines, int query, int[] classes) {
        double[] votes = new double[Arrays.stream(classes).max().orElseThrow() + 1];
        IntStream.range(0, cosines.columns())
                .boxed()
                .sorted(Comparator.comparingDouble(image -> -cosines.value(query, image)))
                .limit(k)
                .forEach(
                        image ->
                                votes[classes[image]] +=
                                        Math.exp(cosines.value(query, image) / temperature));
        return IntStream.range(0, votes.length)
                .reduce((best, other) -> votes[other] > votes[best] ? other : best)
                .orElseThrow();
    }

    private static void requireClasses(FeatureMatrix features, int[] classes) {
        if (features.rows() == 0 || features.rows() != classes.length) {
            throw new IllegalArgumentException(
                    "%d images and %d classes: every image needs one, and there must be images"
                            .formatted(features.rows(), classes.length));
        }
    }
}
