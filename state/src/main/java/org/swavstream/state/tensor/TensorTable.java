package org.swavstream.state.tensor;

import java.util.List;

/**
 * Which tensors a run of bytes holds: one after the other, without gaps, in this order.
 *
 * @param specs the tensors
 */
public record TensorTable(List<TensorSpec> specs) {

    public TensorTable {
        specs = List.copyOf(specs);
    }

    /**
     * Size of all tensors in bytes.
     *
     * @throws ArithmeticException if it is more than a {@code long} holds
     */
    public long bytes() {
        return specs.stream().mapToLong(TensorSpec::bytes).reduce(0, Math::addExact);
    }
}
