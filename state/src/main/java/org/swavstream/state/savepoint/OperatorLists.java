package org.swavstream.state.savepoint;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.DefaultOperatorStateBackend;
import org.apache.flink.runtime.state.DefaultOperatorStateBackendBuilder;
import org.apache.flink.runtime.state.OperatorStateHandle;

/** Reads list state that belongs to an operator as a whole, not to keys. */
final class OperatorLists {

    private OperatorLists() {}

    /** What all subtasks of {@code operator} stored under {@code name}, as bytes. */
    static List<byte[]> read(OperatorState operator, String name) throws Exception {
        List<OperatorStateHandle> handles = new ArrayList<>();
        for (OperatorSubtaskState subtask : operator.getStates()) {
            handles.addAll(subtask.getManagedOperatorState());
        }
        List<byte[]> elements = new ArrayList<>();
        try (CloseableRegistry restoring = new CloseableRegistry();
                DefaultOperatorStateBackend backend = restore(handles, restoring)) {
            backend.getListState(
                            new ListStateDescriptor<>(name, BytePrimitiveArraySerializer.INSTANCE))
                    .get()
                    .forEach(elements::add);
        }
        return elements;
    }

    private static DefaultOperatorStateBackend restore(
            List<OperatorStateHandle> handles, CloseableRegistry restoring) throws IOException {
        return new DefaultOperatorStateBackendBuilder(
                        OperatorLists.class.getClassLoader(),
                        new ExecutionConfig(),
                        false,
                        handles,
                        restoring)
                .build();
    }
}
