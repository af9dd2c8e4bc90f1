package org.swavstream.state.savepoint;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.functions.SerializerFactory;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.runtime.jobgraph.JobVertexID;
import org.apache.flink.runtime.query.KvStateRegistry;
import org.apache.flink.runtime.state.CheckpointableKeyedStateBackend;
import org.apache.flink.runtime.state.DefaultKeyedStateStore;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.LocalRecoveryConfig;
import org.apache.flink.runtime.state.UncompressedStreamCompressionDecorator;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackendBuilder;
import org.apache.flink.runtime.state.heap.HeapPriorityQueueSetFactory;
import org.apache.flink.runtime.state.metrics.LatencyTrackingStateConfig;
import org.apache.flink.runtime.state.metrics.SizeTrackingStateConfig;
import org.apache.flink.runtime.state.ttl.TtlTimeProvider;
import org.junit.jupiter.api.Test;
import org.swavstream.state.tensor.TensorTable;
import org.swavstream.state.tensor.TensorTableSerializer;

final class ModelSnapshotTest {

    @Test
    void tensorsThatAreNowhereAreMissing() throws IOException {
        requireMissing(store(), "the tensors of model 'cats' are missing");
    }

    /** As builds before kept them. */
    @Test
    void whereSomeTensorsAreInKeyedStateTheOthersAreMissingThere() throws IOException {
        KeyedStateStore store = store();
        store.getState(new ValueStateDescriptor<>("prototypes-table", new TensorTableSerializer()))
                .update(new TensorTable(List.of()));
        requireMissing(store, "state 'weights-table' is missing");
    }

    private static void requireMissing(KeyedStateStore store, String reason) {
        ModelSnapshot model = new ModelSnapshot("chk-7", "cats", store, Optional.empty());
        assertThatThrownBy(model::weights)
                .isInstanceOf(SavepointException.class)
                .hasMessage("cannot read savepoint 'chk-7': " + reason);
    }

    private static KeyedStateStore store() throws IOException {
        KeyGroupRange keyGroups = new KeyGroupRange(0, 0);
        CheckpointableKeyedStateBackend<String> backend =
                new HeapKeyedStateBackendBuilder<>(
                                new KvStateRegistry()
                                        .createTaskRegistry(new JobID(), new JobVertexID()),
                                StringSerializer.INSTANCE,
                                ModelSnapshotTest.class.getClassLoader(),
                                1,
                                keyGroups,
                                new ExecutionConfig(),
                                TtlTimeProvider.DEFAULT,
                                LatencyTrackingStateConfig.disabled(),
                                SizeTrackingStateConfig.disabled(),
                                List.of(),
                                UncompressedStreamCompressionDecorator.INSTANCE,
                                LocalRecoveryConfig.BACKUP_AND_RECOVERY_DISABLED,
                                new HeapPriorityQueueSetFactory(keyGroups, 1, 16),
                                false,
                                new CloseableRegistry())
                        .build();
        backend.setCurrentKey("cats");
        return new DefaultKeyedStateStore(backend, new NoSerializers());
    }

    /** Every state here has a serializer of its own. */
    private static final class NoSerializers implements SerializerFactory {

        @Override
        public <T> TypeSerializer<T> createSerializer(TypeInformation<T> type) {
            throw new UnsupportedOperationException(type.toString());
        }
    }
}
