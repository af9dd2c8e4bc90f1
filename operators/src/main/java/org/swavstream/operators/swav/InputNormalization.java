package org.swavstream.operators.swav;

import java.util.List;

/**
 * What is done to the pixels before the network sees them: a channel's value, from 0 to 1, less its
 * mean, over its deviation. One number for each of red, green and blue.
 */
public final class InputNormalization {

    public static final List<Float> MEAN = List.of(0.485f, 0.456f, 0.406f);

    // The reference has .228 where the rest of the field has .229; its weights were trained so.
    public static final List<Float> DEVIATION = List.of(0.228f, 0.224f, 0.225f);

    private InputNormalization() {}
}
