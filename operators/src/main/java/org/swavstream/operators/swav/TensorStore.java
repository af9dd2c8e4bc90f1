package org.swavstream.operators.swav;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Tensor;
import org.swavstream.state.tensor.SavedTensors;
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
        requireSame(what, byName(what, specs));
        try (AutoGradMode withoutGradient = new AutoGradMode(false)) {
            for (TensorSpec spec : specs) {
                TensorBytes.write(saved.read(spec).bytes(), tensors.get(spec.name()));
            }
        }
    }

    private static Map<String, TensorSpec> byName(String what, List<TensorSpec> specs) {
        return specs.stream()
                .collect(
                        Collectors.toMap(
                                TensorSpec::name,
                                UnaryOperator.identity(),
                                (first, second) -> {
                                    throw new IllegalArgumentException(
                                            "%s: %s is there twice".formatted(what, first.name()));
                                }));
    }

    private void requireSame(String what, Map<String, TensorSpec> saved) {
        List<String> faults = new ArrayList<>();
        for (String name : new TreeSet<>(saved.keySet())) {
            if (!tensors.containsKey(name)) {
                faults.add("unknown: " + name);
            }
        }
        tensors.forEach((name, tensor) -> compare(name, tensor, saved.get(name), faults));
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(
                    "the saved %s do not fit this model: %s; use the settings that they were saved with"
                            .formatted(what, String.join("; ", faults)));
        }
    }

    private static void compare(String name, Tensor tensor, TensorSpec saved, List<String> faults) {
        TensorSpec expected = TensorBytes.spec(name, tensor);
        if (saved == null) {
            faults.add("missing: " + name);
        } else if (!saved.equals(expected)) {
            faults.add(
                    "%s is %s %s, expected %s %s"
                            .formatted(
                                    name,
                                    saved.elementType(),
                                    saved.shape(),
                                    expected.elementType(),
                                    expected.shape()));
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
