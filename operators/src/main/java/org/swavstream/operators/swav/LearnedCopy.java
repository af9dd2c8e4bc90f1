package org.swavstream.operators.swav;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * A learned state in the host's memory, copied from that of a learner between two steps. Parameters
 * and momentum are copied as the buffers that they are, not one by one.
 *
 * <p>Owns: its tensors; released by {@link #close}.
 */
@SuppressWarnings("try") // a scope works by being open
final class LearnedCopy implements AutoCloseable {

    private final LearnedTensors original;
    private final ParameterBuffers originalBuffers;
    private final Tensor parameters;
    private final Tensor momentum;
    private final TensorStore statistics = new TensorStore();
    private final LearnedTensors copy;

    /**
     * Memory for the copy, without values.
     *
     * @param original what is copied
     * @param buffers of its parameters and their momentum
     * @param placement of the original
     */
    LearnedCopy(LearnedTensors original, ParameterBuffers buffers, Placement placement) {
        this.original = original;
        this.originalBuffers = buffers;
        try (PointerScope scope = new PointerScope()) {
            this.parameters = placement.hostLike(buffers.allParameters()).retainReference();
            this.momentum = placement.hostLike(buffers.allMomentum()).retainReference();
            this.copy =
                    new LearnedTensors(
                            views(original.weightStore(), parameters, placement),
                            views(original.momentumStore(), momentum, placement),
                            views(original.prototypeStore(), parameters, placement),
                            original.queue().onHost(placement));
        }
    }

    private TensorStore views(TensorStore store, Tensor buffer, Placement placement) {
        TensorStore views = new TensorStore();
        store.forEach(
                (name, tensor) -> {
                    if (originalBuffers.holds(name)) {
                        views.add(name, view(buffer, tensor));
                    } else {
                        statistics.add(name, views.add(name, placement.hostLike(tensor)));
                    }
                });
        return views;
    }

    /** What {@code tensor} is of its own buffer. */
    private static Tensor view(Tensor buffer, Tensor tensor) {
        LongOptional offset = new LongOptional(tensor.storage_offset());
        return buffer.as_strided(tensor.sizes(), tensor.strides(), offset);
    }

    /** Copies the original as it is now. */
    LearnedState update() {
        try (AutoGradMode withoutGradient = new AutoGradMode(false)) {
            parameters.copy_(originalBuffers.allParameters());
            momentum.copy_(originalBuffers.allMomentum());
        }
        statistics.copyFrom(original.weightStore());
        copy.queue().copyFrom(original.queue());
        return copy;
    }

    @Override
    public void close() {
        statistics.close();
        copy.close();
        parameters.close();
        momentum.close();
    }
}
