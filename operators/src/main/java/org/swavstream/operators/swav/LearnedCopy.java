package org.swavstream.operators.swav;

import java.util.List;
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
        try (Unfinished made = new Unfinished();
                PointerScope scope = new PointerScope()) {
            this.parameters =
                    made.add(
                            placement.hostLike(buffers.allParameters()).retainReference(),
                            Tensor::close);
            this.momentum =
                    made.add(
                            placement.hostLike(buffers.allMomentum()).retainReference(),
                            Tensor::close);
            this.copy =
                    new LearnedTensors(
                            new TensorStore(),
                            new TensorStore(),
                            new TensorStore(),
                            made.add(original.queue().onHost(placement), FeatureQueue::close));
            stores().forEach(store -> made.add(store, TensorStore::close));
            addWeights(placement);
            addMomentum();
            addPrototypes(placement);
            made.finish();
        }
    }

    private List<TensorStore> stores() {
        return List.of(copy.weights(), copy.momentum(), copy.prototypes(), statistics);
    }

    private void addWeights(Placement placement) {
        original.weights()
                .forEach(
                        (name, tensor) -> {
                            if (originalBuffers.holds(name)) {
                                copy.weights().add(name, view(parameters, tensor));
                            } else {
                                Tensor own = placement.hostLike(tensor);
                                copy.weights().add(name, own);
                                statistics.add(name, own);
                            }
                        });
    }

    private void addMomentum() {
        original.momentum()
                .forEach((name, tensor) -> copy.momentum().add(name, view(momentum, tensor)));
    }

    /** With memory of their own: a forward pass makes them of unit length. */
    private void addPrototypes(Placement placement) {
        original.prototypes()
                .forEach((name, tensor) -> copy.prototypes().add(name, placement.hostLike(tensor)));
    }

    /** What {@code tensor} is of its own buffer. */
    private static Tensor view(Tensor buffer, Tensor tensor) {
        LongOptional offset = new LongOptional(tensor.storage_offset());
        return buffer.as_strided(tensor.sizes(), tensor.strides(), offset);
    }

    /** Copies what the next step changes from its beginning on; no step is being computed. */
    synchronized void begin() {
        statistics.copyFrom(original.weights());
        copy.prototypes().copyFrom(original.prototypes());
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
        stores().forEach(TensorStore::close);
        copy.queue().close();
        parameters.close();
        momentum.close();
    }
}
