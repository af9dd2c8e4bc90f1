package org.swavstream.state.savepoint;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.state.DefaultOperatorStateBackend;
import org.apache.flink.runtime.state.DefaultOperatorStateBackendBuilder;
import org.apache.flink.runtime.state.OperatorStateHandle;

/** Reads list state that belongs to an operator as a whole, not to keys. */
final class ListStates {

    private ListStates() {}

    /** What all subtasks of all operators stored under {@code name}, as bytes. */
    static List<byte[]> read(Collection<OperatorState> operators, String name) throws Exception {
        List<OperatorStateHandle> handles =
                operators.stream()
                        .flatMap(operator -> operator.getStates().stream())
                        .flatMap(subtask -> subtask.getManagedOperatorState().stream())
                        .filter(state -> state.getStateNameToPartitionOffsets().containsKey(name))
                        .toList();
        List<byte[]> elements = new ArrayList<>();
        try (CloseableRegistry restoring = new CloseableRegistry();
                DefaultOperatorStateBackend backend = restore(handles, restoring)) {
            var state = new ListStateDescriptor<>(name, BytePrimitiveArraySerializer.INSTANCE);
            backend.getListState(state).get().forEach(elements::add);
        }
        return elements;
    }

    private static DefaultOperatorStateBackend restore(
            List<OperatorStateHandle> handles, CloseableRegistry restoring) throws IOException {
        return new DefaultOperatorStateBackendBuilder(
                        ListStates.class.getClassLoader(),
                        new ExecutionConfig(),
                        false,
                        handles,
                        restoring)
                .build();
    }
}
