package org.swavstream.operators.swav;

import org.swavstream.operators.swav.measure.FeatureMatrix;

/**
 * What the network in evaluation mode makes of images; a row for each image.
 *
 * @param features pooled features of the trunk, [n, d], not normalised
 * @param scores cosine of each image's z with each prototype, [n, K]
 */
public record Embeddings(FeatureMatrix features, FeatureMatrix scores) {}
