package org.swavstream.state.tensor;

import java.io.IOException;
import java.util.List;

/** Tensors that were saved, to be read one at a time: only one needs room in the Java heap. */
public interface SavedTensors {

    /** What there is, in the order in which it is read. */
    List<TensorSpec> specs();

    /**
     * One tensor.
     *
     * @param spec one of {@link #specs}
     * @throws IOException if it cannot be read
     */
    TensorData read(TensorSpec spec) throws IOException;

    /** Tensors that are in the Java heap already. */
    static SavedTensors of(List<TensorData> tensors) {
        return new LoadedTensors(List.copyOf(tensors));
    }
}
