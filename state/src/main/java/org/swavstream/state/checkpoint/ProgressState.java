package org.swavstream.state.checkpoint;

import java.io.IOException;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;

/** The {@link TrainingProgress} of the current key, in state {@value #NAME}. */
public final class ProgressState {

    /** Every model that has state has this one, so its keys are the models. */
    public static final String NAME = "progress";

    private final ValueState<TrainingProgress> progress;

    public ProgressState(KeyedStateStore store) {
        this.progress =
                store.getState(new ValueStateDescriptor<>(NAME, new TrainingProgressSerializer()));
    }

    public void write(TrainingProgress current) throws IOException {
        progress.update(current);
    }

    /** What is stored, or null before the first write. */
    public TrainingProgress read() throws IOException {
        return progress.value();
    }
}
