package org.swavstream.operators.multicrop;

import java.io.Serializable;
import java.util.Objects;

/**
 * Which views are blurred, and how much.
 *
 * @param probability share of the views that are blurred, 0 to 1
 * @param sigma standard deviation of the Gaussian in pixels of the view, drawn uniformly
 */
public record BlurSettings(double probability, Range sigma) implements Serializable {

    public BlurSettings {
        Limits.probability("blur probability", probability);
        Objects.requireNonNull(sigma, "sigma");
    }
}
