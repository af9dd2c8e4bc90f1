package org.swavstream.operators.swav;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Memory that is used again and again: of a large tensor, fresh pages cost more than the arithmetic
 * that fills them.
 *
 * <p>Owns: one tensor in native memory; released by {@link #close}.
 */
@SuppressWarnings("try") // a scope works by being open
final class Scratch implements AutoCloseable {

    private Tensor memory;

    /**
     * A tensor with the shape, type and device of {@code other}, and with undefined values; the one
     * of the last call if that fits. Belongs to this scratch.
     */
    Tensor like(Tensor other) {
        if (memory == null || !fits(other)) {
            close();
            try (PointerScope scope = new PointerScope()) {
                memory = torch.empty_like(other).retainReference();
            }
        }
        return memory;
    }

    private boolean fits(Tensor other) {
        return memory.is_same_size(other)
                && memory.dtype().equals(other.dtype())
                && memory.device().equals(other.device());
    }

    @Override
    public void close() {
        if (memory != null) {
            memory.close();
            memory = null;
        }
    }
}
