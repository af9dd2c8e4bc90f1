package org.swavstream.state.savepoint;

import java.util.List;
import org.swavstream.state.checkpoint.StoredTensors;
import org.swavstream.state.tensor.TensorData;
import org.swavstream.state.tensor.TensorSpec;

/** Tensors of a savepoint, to be read one at a time. */
public final class SavepointTensors {

    private final String path;
    private final StoredTensors tensors;

    SavepointTensors(String path, StoredTensors tensors) {
        this.path = path;
        this.tensors = tensors;
    }

    /** What there is, in the order in which the model has it. */
    public List<TensorSpec> specs() {
        return tensors.specs();
    }

    /**
     * One tensor, which is one of {@link #specs}.
     *
     * @throws SavepointException if it is damaged, or a part of it is missing
     */
    public TensorData read(TensorSpec spec) throws SavepointException {
        return SavepointException.wrapping(path, () -> tensors.read(spec));
    }
}
