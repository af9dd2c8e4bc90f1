package org.swavstream.operators.swav.benchmark;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The limit of every copy: so many bytes from one place in the host's memory to another, by
 * libtorch and its threads.
 *
 * <p>Owns: both places; released by {@link #close}.
 */
@SuppressWarnings("try") // a scope works by being open
public final class MemoryCopy implements AutoCloseable {

    private final Tensor source;
    private final Tensor target;

    /**
     * @param bytes to be copied, from 4
     */
    public MemoryCopy(long bytes) {
        try (PointerScope scope = new PointerScope()) {
            source = torch.ones(bytes / Float.BYTES).retainReference();
            target = torch.zeros(bytes / Float.BYTES).retainReference();
        }
    }

    /** Copies once. */
    public void run() {
        target.copy_(source);
    }

    @Override
    public void close() {
        source.close();
        target.close();
    }
}
