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

    /** As large as an array can be on any Java virtual machine. */
    private static final long MAX_TENSOR_BYTES = Integer.MAX_VALUE - 8;

    public ModelSettings {
        Objects.requireNonNull(trunk, "trunk");
        requireAtLeast("head width", headHidden, 1);
        requireAtLeast("feature dimension", featureDim, 2);
        requireAtLeast("number of prototypes", prototypes, 2);
        requireStorable("first layer of the head", trunk.features(), headHidden);
        requireStorable("second layer of the head", headHidden, featureDim);
        requireStorable("matrix of prototypes", featureDim, prototypes);
    }

    /** A checkpoint is read tensor by tensor, each into an array of the Java heap. */
    static void requireStorable(String name, int columns, int rows) {
        long bytes = (long) columns * rows * Float.BYTES;
        if (bytes > MAX_TENSOR_BYTES) {
            throw new IllegalArgumentException(
                    "a %s of %,d x %,d numbers has %,d bytes; allowed: up to %,d"
                            .formatted(name, rows, columns, bytes, MAX_TENSOR_BYTES));
        }
    }

    private static void requireAtLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(
                    "%s %d: it must be at least %d".formatted(name, value, least));
        }
    }
}
