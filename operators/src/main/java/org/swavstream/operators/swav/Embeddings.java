package org.swavstream.operators.swav;

/**
 * What the network in evaluation mode makes of images; a row for each image.
 *
 * @param features pooled features of the trunk, not normalised
 * @param scores cosine of each image's z with each prototype
 */
public record Embeddings(FeatureMatrix features, FeatureMatrix scores) {}
