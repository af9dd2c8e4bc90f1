package org.swavstream.operators.multicrop;

import java.io.Serializable;
import java.util.Objects;
import org.swavstream.operators.sample.CropGroup;

/**
 * Views of one size, and how much of the image each of them shows.
 *
 * @param group their number and size
 * @param scale share of the image's area in a view, at most 1
 */
public record CropGroupSettings(CropGroup group, Range scale) implements Serializable {

    public CropGroupSettings {
        Objects.requireNonNull(group, "group");
        if (scale.to() > 1) {
            throw new IllegalArgumentException(
                    "%s: a share of the image's area is at most 1".formatted(scale));
        }
    }
}
