package org.swavstream.operators.report;

/**
 * What the held-out images say about the features, beside the same numbers of the network before
 * its first step.
 *
 * @param model the model
 * @param step steps done
 * @param images images trained on so far
 * @param bank held-out images whose labels are known to the classifier
 * @param queries held-out images that are classified
 * @param neighbors k of the weighted k nearest neighbours
 * @param temperature temperature T of the votes exp(similarity / T)
 * @param trained the model now
 * @param untrained the same network with its initial weights
 * @param rawPixelsKnn accuracy with the pixels themselves as features, or null if not asked for
 */
public record ProbeReport(
        String model,
        long step,
        long images,
        int bank,
        int queries,
        int neighbors,
        double temperature,
        FeatureQuality trained,
        FeatureQuality untrained,
        Double rawPixelsKnn)
        implements ModelReport {}
