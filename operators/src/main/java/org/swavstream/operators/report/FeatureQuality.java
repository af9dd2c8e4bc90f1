package org.swavstream.operators.report;

/**
 * Measures of a representation.
 *
 * @param knn top-1 accuracy of weighted k nearest neighbours by cosine, 0 to 1
 * @param loss training loss in nats: of the latest step, or of the first for the untrained network
 * @param lossOverLnK the loss divided by ln K; 1 means that the codes carry no information
 * @param prototypeEntropy entropy of how often each prototype is the nearest, divided by ln K; 1
 *     means equally often
 * @param prototypesUsed share of prototypes that are the nearest of at least one image, 0 to 1
 * @param codeEntropy mean entropy of the images' codes, in nats
 * @param featureStd standard deviation of L2-normalised features × √d; 1 is isotropic, 0 collapsed
 * @param rankMe effective rank of the features (RankMe), 1 to the number of images or of features,
 *     whichever is less
 */
public record FeatureQuality(
        double knn,
        double loss,
        double lossOverLnK,
        double prototypeEntropy,
        double prototypesUsed,
        double codeEntropy,
        double featureStd,
        double rankMe) {}
