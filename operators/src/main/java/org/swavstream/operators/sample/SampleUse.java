package org.swavstream.operators.sample;

/** What a sample is for. No image is ever used for both. */
public enum SampleUse {
    /** The model learns from it. */
    TRAIN,
    /** Held out: the model is measured with it. */
    PROBE
}
