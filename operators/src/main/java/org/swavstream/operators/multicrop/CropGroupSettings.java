package org.swavstream.operators.multicrop;

import java.io.Serializable;
import java.util.Objects;
import org.swavstream.operators.sample.CropGroup;

/**
 * Views of one size, and how much of the image each of them shows.
 *
 * @param group their number and size
 * @param minScale smallest share of the image's area in a view, over 0
 * @param maxScale largest share of the image's area in a view, at most 1
 */
public record CropGroupSettings(CropGroup group, double minScale, double maxScale)
        implements Serializable {

    public CropGroupSettings {
        Objects.requireNonNull(group, "group");
        if (!(minScale > 0 && minScale <= maxScale && maxScale <= 1)) {
            throw new IllegalArgumentException(
                    "scale range %s-%s of crop group %s: shares of the area must be over 0 and at most 1, the smaller one first"
                            .formatted(minScale, maxScale, group));
        }
    }
}
