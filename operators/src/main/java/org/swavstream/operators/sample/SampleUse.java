package org.swavstream.operators.sample;

/**
 * What a sample is for. No image is used for both, as long as the hold-out's share stays the same.
 */
public enum SampleUse {
    /** The model learns from it. */
    TRAIN,
    /** Held out: the model is measured with it. */
    PROBE
}
