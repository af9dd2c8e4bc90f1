package org.swavstream.state.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Name, element type and shape of a tensor.
 *
 * @param name its name, by torchvision's convention ({@code layer1.0.conv1.weight})
 * @param elementType the type of its elements
 * @param shape its dimensions, outermost first; empty for a scalar
 */
public record TensorSpec(String name, ElementType elementType, List<Long> shape) {

    public TensorSpec {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(elementType, "elementType");
        shape = List.copyOf(shape);
    }

    public static TensorSpec of(String name, ElementType elementType, long... shape) {
        return new TensorSpec(name, elementType, Arrays.stream(shape).boxed().toList());
    }

    /** Number of elements; 1 for a scalar. */
    public long elements() {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }

    /** Size of the tensor's data in bytes. */
    public long bytes() {
        return Math.multiplyExact(elements(), elementType.bytes());
    }
}
