package org.swavstream.state.savepoint;

import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.runtime.jobgraph.JobVertexID;
import org.apache.flink.runtime.query.KvStateRegistry;
import org.apache.flink.runtime.state.CheckpointableKeyedStateBackend;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.LocalRecoveryConfig;
import org.apache.flink.runtime.state.SavepointKeyedStateHandle;
import org.apache.flink.runtime.state.UncompressedStreamCompressionDecorator;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackendBuilder;
import org.apache.flink.runtime.state.heap.HeapPriorityQueueSetFactory;
import org.apache.flink.runtime.state.metrics.LatencyTrackingStateConfig;
import org.apache.flink.runtime.state.metrics.SizeTrackingStateConfig;
import org.apache.flink.runtime.state.ttl.TtlTimeProvider;

/** Makes Flink's hash map state backend of what it stored, outside of a job, all in memory. */
final class RestoredHashMap {

    /** For timers, of which the trainer has none. */
    private static final int FEW = 16;

    private RestoredHashMap() {}

    /**
     * Whether {@code state} is of a hash map, and not of RocksDB or canonical: even in a full
     * checkpoint, RocksDB names its files in a handle of its own.
     */
    static boolean hasWritten(KeyedStateHandle state) {
        return state instanceof KeyGroupsStateHandle
                && !(state instanceof SavepointKeyedStateHandle);
    }

    /**
     * @throws IOException if the state cannot be read
     */
    static CheckpointableKeyedStateBackend<String> of(KeyedStateHandle state, int keyGroups)
            throws IOException {
        try (CloseableRegistry restoring = new CloseableRegistry()) {
            return new HeapKeyedStateBackendBuilder<>(
                            new KvStateRegistry()
                                    .createTaskRegistry(new JobID(), new JobVertexID()),
                            StringSerializer.INSTANCE,
                            RestoredHashMap.class.getClassLoader(),
                            keyGroups,
                            state.getKeyGroupRange(),
                            new ExecutionConfig(),
                            TtlTimeProvider.DEFAULT,
                            LatencyTrackingStateConfig.disabled(),
                            SizeTrackingStateConfig.disabled(),
                            List.of(state),
                            UncompressedStreamCompressionDecorator.INSTANCE,
                            LocalRecoveryConfig.BACKUP_AND_RECOVERY_DISABLED,
                            new HeapPriorityQueueSetFactory(
                                    state.getKeyGroupRange(), keyGroups, FEW),
                            false,
                            restoring)
                    .build();
        }
    }
}
