package org.swavstream.state.checkpoint;

import java.util.Objects;

/**
 * One image of a probe set.
 *
 * @param label its class
 * @param pixels its evaluation view: side × side × 3 bytes, RGB interleaved
 */
public record HeldOutImage(String label, byte[] pixels) {

    public HeldOutImage {
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(pixels, "pixels");
    }
}
