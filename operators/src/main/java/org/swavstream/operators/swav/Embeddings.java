package org.swavstream.operators.swav;

/**
 * What the network in evaluation mode makes of images; row-major, a row for each image.
 *
 * @param count number n of images
 * @param featureDim number d of features
 * @param features pooled features of the trunk, [n, d], not normalised
 * @param prototypes number K of prototypes
 * @param scores cosine of each image's z with each prototype, [n, K]
 */
public record Embeddings(
        int count, int featureDim, float[] features, int prototypes, float[] scores) {}
