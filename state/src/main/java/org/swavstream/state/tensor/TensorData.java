package org.swavstream.state.tensor;

import java.util.Objects;

/**
 * A tensor as bytes: row-major, little-endian. The array is shared, not copied; nobody changes it.
 *
 * @param spec name, element type and shape
 * @param bytes {@link TensorSpec#bytes()} bytes
 */
public record TensorData(TensorSpec spec, byte[] bytes) {

    public TensorData {
        Objects.requireNonNull(spec, "spec");
        if (bytes.length != spec.bytes()) {
            throw new IllegalArgumentException(
                    "%s: %d bytes for shape %s of %s, expected %d"
                            .formatted(
                                    spec.name(),
                                    bytes.length,
                                    spec.shape(),
                                    spec.elementType(),
                                    spec.bytes()));
        }
    }
}
