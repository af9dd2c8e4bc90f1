package org.swavstream.state.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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

    /** The values of a tensor of any type, row-major. */
    public double[] doubles() {
        double[] values = new double[Math.toIntExact(spec.elements())];
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int index = 0; index < values.length; index++) {
            values[index] =
                    switch (spec.elementType()) {
                        case F32 -> buffer.getFloat();
                        case F64 -> buffer.getDouble();
                        case I64 -> buffer.getLong();
                    };
        }
        return values;
    }
}
