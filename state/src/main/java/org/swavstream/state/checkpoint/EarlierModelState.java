package org.swavstream.state.checkpoint;

import java.io.IOException;
import org.apache.flink.api.common.state.KeyedStateStore;

/**
 * The model of the current key in the states {@code weights}, {@code momentum} and {@code
 * prototypes}, where builds before the {@link ModelStreamWriter} kept it.
 */
public final class EarlierModelState implements StoredModel {

    private final EarlierTensorState weights;
    private final EarlierTensorState momentum;
    private final EarlierTensorState prototypes;

    public EarlierModelState(KeyedStateStore store) {
        this.weights = new EarlierTensorState(ModelStreamReader.WEIGHTS, store);
        this.momentum = new EarlierTensorState(ModelStreamReader.MOMENTUM, store);
        this.prototypes = new EarlierTensorState(ModelStreamReader.PROTOTYPES, store);
    }

    @Override
    public StoredTensors weights() throws IOException {
        return weights.open();
    }

    @Override
    public StoredTensors momentum() throws IOException {
        return momentum.open();
    }

    @Override
    public StoredTensors prototypes() throws IOException {
        return prototypes.open();
    }

    /** Removes the model of the current key, which is kept elsewhere from now on. */
    public void clear() {
        weights.clear();
        momentum.clear();
        prototypes.clear();
    }
}
