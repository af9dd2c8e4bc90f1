package org.swavstream.state.checkpoint;

import java.io.IOException;
import org.apache.flink.api.common.state.KeyedStateStore;

/**
 * The model of the current key in the states {@code weights}, {@code momentum} and {@code
 * prototypes}, where builds before the {@link ModelStreamWriter} kept it.
 */
public final class EarlierModelState {

    private final EarlierTensorState weights;
    private final EarlierTensorState momentum;
    private final EarlierTensorState prototypes;

    public EarlierModelState(KeyedStateStore store) {
        this.weights = new EarlierTensorState(ModelStreamReader.WEIGHTS, store);
        this.momentum = new EarlierTensorState(ModelStreamReader.MOMENTUM, store);
        this.prototypes = new EarlierTensorState(ModelStreamReader.PROTOTYPES, store);
    }

    /**
     * The model of the current key; reading it fails where no build has stored it here.
     *
     * @param key the current one, for error messages
     */
    public StoredModel model(String key) {
        return new EarlierModel(key);
    }

    private boolean isStored() throws IOException {
        return weights.isStored() || momentum.isStored() || prototypes.isStored();
    }

    private final class EarlierModel implements StoredModel {

        private final String key;

        EarlierModel(String key) {
            this.key = key;
        }

        @Override
        public StoredTensors weights() throws IOException {
            return open(weights);
        }

        @Override
        public StoredTensors momentum() throws IOException {
            return open(momentum);
        }

        @Override
        public StoredTensors prototypes() throws IOException {
            return open(prototypes);
        }

        private StoredTensors open(EarlierTensorState tensors) throws IOException {
            if (!isStored()) {
                throw new IOException("the tensors of model '%s' are missing".formatted(key));
            }
            return tensors.open();
        }
    }

    /** Removes the model of the current key, which is kept elsewhere from now on. */
    public void clear() {
        weights.clear();
        momentum.clear();
        prototypes.clear();
    }
}
