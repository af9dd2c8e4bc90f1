package org.swavstream.state.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

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
        return values().toArray();
    }

    /** Whether no value is infinite, or not a number. */
    public boolean isFinite() {
        return values().allMatch(Double::isFinite);
    }

    private DoubleStream values() {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return IntStream.range(0, Math.toIntExact(spec.elements()))
                .mapToDouble(
                        index ->
                                switch (spec.elementType()) {
                                    case F32 -> buffer.getFloat(index * Float.BYTES);
                                    case F64 -> buffer.getDouble(index * Double.BYTES);
                                    case I64 -> buffer.getLong(index * Long.BYTES);
                                });
    }
}
