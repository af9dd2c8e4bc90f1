package org.swavstream.operators.multicrop;

import java.util.List;

/**
 * Everything that chance decides about one view.
 *
 * @param box the part of the image that it shows
 * @param mirrored whether left and right are exchanged
 * @param colorChanges the colour jitter, in the order in which it is applied; may be empty
 * @param grayscale whether it loses its colour
 * @param blurSigma standard deviation of its blur in pixels of the view; 0 for none
 */
record ViewParameters(
        CropBox box,
        boolean mirrored,
        List<ColorChange> colorChanges,
        boolean grayscale,
        double blurSigma) {}
