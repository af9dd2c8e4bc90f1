package org.swavstream.operators.swav;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * A learned state in the host's memory, copied from that of a learner in two parts: {@link #begin}
 * copies, between two steps, what a forward pass changes; {@link #complete} copies the rest while
 * the next step is computed, and that step calls it before it changes the parameters. Whichever
 * thread comes first makes the copy; the other waits for it.
 *
 * <p>Parameters and momentum, which are nearly all of it, are copied as the buffers that they are,
 * not one by one.
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
    private boolean begun;

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
                            weights(placement),
                            momentum(),
                            prototypes(placement),
                            original.queue().onHost(placement));
        }
    }

    private TensorStore weights(Placement placement) {
        TensorStore weights = new TensorStore();
        original.weightStore()
                .forEach(
                        (name, tensor) -> {
                            if (originalBuffers.holds(name)) {
                                weights.add(name, view(parameters, tensor));
                            } else {
                                Tensor own = weights.add(name, placement.hostLike(tensor));
                                statistics.add(name, own);
                            }
                        });
        return weights;
    }

    private TensorStore momentum() {
        TensorStore views = new TensorStore();
        original.momentumStore().forEach((name, tensor) -> views.add(name, view(momentum, tensor)));
        return views;
    }

    /** With memory of their own: a forward pass makes them of unit length. */
    private TensorStore prototypes(Placement placement) {
        TensorStore prototypes = new TensorStore();
        original.prototypeStore()
                .forEach((name, tensor) -> prototypes.add(name, placement.hostLike(tensor)));
        return prototypes;
    }

    /** What {@code tensor} is of its own buffer. */
    private static Tensor view(Tensor buffer, Tensor tensor) {
        LongOptional offset = new LongOptional(tensor.storage_offset());
        return buffer.as_strided(tensor.sizes(), tensor.strides(), offset);
    }

    /** Copies what the next step changes from its beginning on; no step is being computed. */
    synchronized void begin() {
        statistics.copyFrom(original.weightStore());
        copy.prototypeStore().copyFrom(original.prototypeStore());
        begun = true;
    }

    /** Copies what is left to copy, if there is any. Returns the copy, until the next is begun. */
    synchronized LearnedState complete() {
        if (begun) {
            try (AutoGradMode withoutGradient = new AutoGradMode(false)) {
                parameters.copy_(originalBuffers.allParameters());
                momentum.copy_(originalBuffers.allMomentum());
            }
            copy.queue().copyFrom(original.queue());
            begun = false;
        }
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
