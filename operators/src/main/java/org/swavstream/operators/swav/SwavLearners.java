package org.swavstream.operators.swav;

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
}
