package org.swavstream.operators.multicrop;

import java.io.Serializable;

/**
 * How far the colours of a view may move. A factor is drawn uniformly from {@code [max(0, 1 - s), 1
 * + s]} for a strength s.
 *
 * @param probability share of the views whose colours are jittered, 0 to 1
 * @param brightness strength of the brightness factor, 0 to 3
 * @param contrast strength of the contrast factor, 0 to 3
 * @param saturation strength of the saturation factor, 0 to 3
 * @param hue largest shift of the hue in either direction, in turns of the colour wheel, 0 to 0.5
 */
public record JitterSettings(
        double probability, double brightness, double contrast, double saturation, double hue)
        implements Serializable {

    /** Up to a factor of 4 the arithmetic is exact. */
    static final double LARGEST_STRENGTH = 3;

    /** Half a turn: further ones come back from the other side. */
    static final double LARGEST_HUE = 0.5;

    public JitterSettings {
        Limits.probability("jitter probability", probability);
        Limits.between("jitter brightness", brightness, 0, LARGEST_STRENGTH);
        Limits.between("jitter contrast", contrast, 0, LARGEST_STRENGTH);
        Limits.between("jitter saturation", saturation, 0, LARGEST_STRENGTH);
        Limits.between("jitter hue", hue, 0, LARGEST_HUE);
    }

    /** The same jitter with all four strengths multiplied by {@code strength}. */
    public JitterSettings scaled(double strength) {
        return new JitterSettings(
                probability,
                brightness * strength,
                contrast * strength,
                saturation * strength,
                hue * strength);
    }
}
