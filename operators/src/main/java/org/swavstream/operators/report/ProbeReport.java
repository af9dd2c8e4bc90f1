package org.swavstream.operators.report;

/**
 * What the held-out images that had come say about the features, beside the same numbers of the
 * network that the seed draws.
 *
 * @param model the model
 * @param step batches that are done, skipped ones included
 * @param images images trained on so far
 * @param bank held-out images whose labels are known to the classifier
 * @param queries held-out images that are classified
 * @param neighbors k of the weighted k nearest neighbours
 * @param temperature temperature T of the votes exp(similarity / T)
 * @param trained the model now
 * @param untrained the network that the seed draws, also where a model started warm; its loss is
 *     that of the model's first step
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
