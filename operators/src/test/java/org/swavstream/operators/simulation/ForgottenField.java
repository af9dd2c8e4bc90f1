package org.swavstream.operators.simulation;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.swavstream.state.checkpoint.ProgressState;
import org.swavstream.state.checkpoint.TrainingProgress;
import org.swavstream.state.checkpoint.TrainingProgressSerializer;
import org.swavstream.state.ledger.RecipeDigest;

/** A field of the stored progress that is as if nothing had been stored. */
final class ForgottenField {

    private static final TrainingProgress START =
            TrainingProgress.start(0, new TreeMap<>(), RecipeDigest.UNKNOWN.hex());

    private ForgottenField() {}

    /** Resets the field of every model. */
    static void reset(String field, KeyedStateBackend<String> restored) throws Exception {
        for (String model : models(restored)) {
            restored.setCurrentKey(model);
            ValueState<TrainingProgress> progress =
                    restored.getPartitionedState(
                            VoidNamespace.INSTANCE,
                            VoidNamespaceSerializer.INSTANCE,
                            new ValueStateDescriptor<>(
                                    ProgressState.NAME, new TrainingProgressSerializer()));
            progress.update(without(field, progress.value()));
        }
    }

    private static List<String> models(KeyedStateBackend<String> restored) {
        try (Stream<String> models = restored.getKeys(ProgressState.NAME, VoidNamespace.INSTANCE)) {
            return models.toList();
        }
    }

    private static TrainingProgress without(String field, TrainingProgress progress)
            throws ReflectiveOperationException {
        RecordComponent[] fields = TrainingProgress.class.getRecordComponents();
        Object[] values = new Object[fields.length];
        for (int i = 0; i < fields.length; i++) {
            boolean forgotten = fields[i].getName().equals(field);
            values[i] = fields[i].getAccessor().invoke(forgotten ? START : progress);
        }
        Class<?>[] types =
                Arrays.stream(fields).map(RecordComponent::getType).toArray(Class<?>[]::new);
        return TrainingProgress.class.getDeclaredConstructor(types).newInstance(values);
    }
}
