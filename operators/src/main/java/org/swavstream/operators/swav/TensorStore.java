package org.swavstream.operators.swav;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Tensor;
import org.swavstream.state.tensor.SavedTensors;
import org.swavstream.state.tensor.TensorDifferences;
import org.swavstream.state.tensor.TensorSource;
import org.swavstream.state.tensor.TensorSpec;

/**
 * Named tensors in native memory that outlive the steps.
 *
 * <p>Owns: its tensors; they are released by {@link #close}. Design constraint: their order is that
 * of their addition, so that what is saved has one order only.
 */
@SuppressWarnings("try") // a scope works by being open
final class TensorStore implements TensorSource, AutoCloseable {

    private final Map<String, Tensor> tensors = new LinkedHashMap<>();

    /** Takes a tensor that may have been made within a scope. */
    Tensor add(String name, Tensor tensor) {
        if (tensors.putIfAbsent(name, tensor.retainReference()) != null) {
            throw new IllegalStateException("there are two tensors with the name " + name);
        }
        return tensor;
    }

    Tensor get(String name) {
        return tensors.get(name);
    }

    void forEach(BiConsumer<String, Tensor> action) {
        tensors.forEach(action);
    }

    /** Those that gradients are taken of, by name, in their order. */
    Map<String, Tensor> trainable() {
        Map<String, Tensor> trainable = new LinkedHashMap<>(tensors);
        trainable.values().removeIf(tensor -> !tensor.requires_grad());
        return trainable;
    }

    @Override
    public List<TensorSpec> specs() {
        List<TensorSpec> specs = new ArrayList<>();
        tensors.forEach((name, tensor) -> specs.add(TensorBytes.spec(name, tensor)));
        return specs;
    }

    @Override
    public <E extends Exception> void read(TensorSpec spec, PieceReader<E> reader) throws E {
        TensorBytes.read(tensors.get(spec.name()), reader);
    }

    /**
     * Gives every tensor the saved value, bit for bit.
     *
     * @throws IllegalArgumentException if one is unknown, missing or of another shape or type; then
     *     nothing is changed
     * @throws IOException if one cannot be read; those before it are changed
     */
    void restore(String what, SavedTensors saved) throws IOException {
        List<TensorSpec> specs = saved.specs();
        requireUnique(what, specs);
        requireSame(what, specs);
        try (AutoGradMode withoutGradient = new AutoGradMode(false)) {
            for (TensorSpec spec : specs) {
                TensorBytes.write(saved.read(spec).bytes(), tensors.get(spec.name()));
            }
        }
    }

    private static void requireUnique(String what, List<TensorSpec> saved) {
        Set<String> names = new HashSet<>();
        for (TensorSpec spec : saved) {
            if (!names.add(spec.name())) {
                throw new IllegalArgumentException(
                        "%s: %s is there twice".formatted(what, spec.name()));
            }
        }
    }

    private void requireSame(String what, List<TensorSpec> saved) {
        List<String> faults = TensorDifferences.between(saved, specs()).faults("");
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(
                    "the saved %s do not fit this model: %s; use the settings that they were saved with"
                            .formatted(what, String.join("; ", faults)));
        }
    }

    /** Makes these tensors equal to those that a store has under the same names. */
    void copyFrom(TensorStore other) {
        try (AutoGradMode withoutGradient = new AutoGradMode(false)) {
            tensors.forEach((name, tensor) -> tensor.copy_(other.get(name)));
        }
    }

    @Override
    public void close() {
        tensors.values().forEach(Tensor::close);
        tensors.clear();
    }
}
