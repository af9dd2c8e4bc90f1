package org.swavstream.operators.swav;

import java.util.List;
import org.swavstream.operators.natives.Devices;
import org.swavstream.operators.natives.NativeLibraries;

/** Makes {@link SwavLearner}s. */
public final class SwavLearners implements LearnerFactory {

    private static final long serialVersionUID = 1;

    @Override
    public int prepareThread(int threads) {
        return NativeLibraries.load(threads);
    }

    @Override
    public Devices.Choice device(SwavSettings settings) {
        return Devices.choose(settings.compute().device());
    }

    @Override
    public Learner create(SwavSettings settings) {
        return new SwavLearner(settings);
    }

    @Override
    public Embeddings embedUntrained(SwavSettings settings, List<byte[]> images, int side) {
        Placement placement = Placement.of(settings.compute());
        try (SwavModel network = new SwavModel(settings.model(), placement, settings.seed())) {
            return new Embedder(network, settings.model(), placement).embed(images, side);
        }
    }
}
