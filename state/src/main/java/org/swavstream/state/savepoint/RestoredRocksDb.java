package org.swavstream.state.savepoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.jobgraph.JobVertexID;
import org.apache.flink.runtime.query.KvStateRegistry;
import org.apache.flink.runtime.state.CheckpointableKeyedStateBackend;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.LocalRecoveryConfig;
import org.apache.flink.runtime.state.UncompressedStreamCompressionDecorator;
import org.apache.flink.runtime.state.metrics.LatencyTrackingStateConfig;
import org.apache.flink.runtime.state.metrics.SizeTrackingStateConfig;
import org.apache.flink.runtime.state.ttl.TtlTimeProvider;
import org.apache.flink.state.rocksdb.RocksDBKeyedStateBackendBuilder;
import org.apache.flink.state.rocksdb.RocksDBPriorityQueueConfig;
import org.apache.flink.state.rocksdb.RocksDBResourceContainer;
import org.apache.flink.state.rocksdb.sstmerge.RocksDBManualCompactionConfig;

/** Makes Flink's RocksDB state backend of stored state, outside of a job. */
final class RestoredRocksDb {

    private RestoredRocksDb() {}

    /**
     * @param state RocksDB's own, or canonical
     * @param folder where the database will be
     * @throws IOException if the state cannot be read
     */
    static CheckpointableKeyedStateBackend<String> of(
            KeyedStateHandle state, int keyGroups, Path folder) throws IOException {
        RocksDBResourceContainer resources = new RocksDBResourceContainer();
        try (CloseableRegistry restoring = new CloseableRegistry()) {
            return new RocksDBKeyedStateBackendBuilder<>(
                            "savepoint",
                            RestoredRocksDb.class.getClassLoader(),
                            folder.toFile(),
                            resources,
                            name -> resources.getColumnOptions(),
                            new KvStateRegistry()
                                    .createTaskRegistry(new JobID(), new JobVertexID()),
                            StringSerializer.INSTANCE,
                            keyGroups,
                            state.getKeyGroupRange(),
                            new ExecutionConfig(),
                            LocalRecoveryConfig.BACKUP_AND_RECOVERY_DISABLED,
                            new RocksDBPriorityQueueConfig(),
                            TtlTimeProvider.DEFAULT,
                            LatencyTrackingStateConfig.disabled(),
                            SizeTrackingStateConfig.disabled(),
                            new UnregisteredMetricsGroup(),
                            (metric, value) -> {},
                            List.of(state),
                            UncompressedStreamCompressionDecorator.INSTANCE,
                            restoring)
                    .setManualCompactionConfig(RocksDBManualCompactionConfig.getDefault())
                    .build();
        }
    }
}
