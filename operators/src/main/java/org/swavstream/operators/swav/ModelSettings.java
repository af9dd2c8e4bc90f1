package org.swavstream.operators.swav;

import java.io.Serializable;
import java.util.Objects;

/**
 * The shape of the whole network.
 *
 * @param trunk the convolutional network f
 * @param headHidden width of the projection head's hidden layer, from 1; 2,048 in the paper
 * @param featureDim dimension D of the features z, from 2; 128 in the paper
 * @param prototypes number K of prototypes, from 2; 3,000 in the paper
 */
public record ModelSettings(TrunkSettings trunk, int headHidden, int featureDim, int prototypes)
        implements Serializable {

    public ModelSettings {
        Objects.requireNonNull(trunk, "trunk");
        requireAtLeast("head width", headHidden, 1);
        requireAtLeast("feature dimension", featureDim, 2);
        requireAtLeast("number of prototypes", prototypes, 2);
    }

    private static void requireAtLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(
                    "%s %d: it must be at least %d".formatted(name, value, least));
        }
    }
}
