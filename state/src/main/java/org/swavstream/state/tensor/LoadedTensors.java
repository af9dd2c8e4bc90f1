package org.swavstream.state.tensor;

import java.util.List;

/** Tensors that are in the Java heap already. */
record LoadedTensors(List<TensorData> tensors) implements SavedTensors {

    @Override
    public List<TensorSpec> specs() {
        return tensors.stream().map(TensorData::spec).toList();
    }

    @Override
    public TensorData read(TensorSpec spec) {
        return tensors.stream()
                .filter(tensor -> tensor.spec().equals(spec))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no " + spec));
    }
}
