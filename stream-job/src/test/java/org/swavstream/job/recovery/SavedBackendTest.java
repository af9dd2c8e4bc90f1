package org.swavstream.job.recovery;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeOffsets;
import org.apache.flink.runtime.state.KeyGroupsSavepointStateHandle;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.memory.ByteStreamStateHandle;
import org.junit.jupiter.api.Test;
import org.swavstream.job.configuration.ConfigurationException;
import org.swavstream.state.savepoint.SnapshotMetadata;

class SavedBackendTest {

    private static final KeyGroupRange ALL = new KeyGroupRange(0, 127);
    private static final ByteStreamStateHandle FILE = new ByteStreamStateHandle("a", new byte[0]);

    private static final KeyedStateHandle ROCKSDB =
            new IncrementalRemoteKeyedStateHandle(
                    new UUID(1, 2), ALL, 1, List.of(), List.of(), FILE);
    private static final KeyedStateHandle HASHMAP =
            new KeyGroupsStateHandle(new KeyGroupRangeOffsets(ALL), FILE);
    private static final KeyedStateHandle CANONICAL =
            new KeyGroupsSavepointStateHandle(new KeyGroupRangeOffsets(ALL), FILE);

    @Test
    void aCheckpointOfAnotherBackendIsRefused() {
        assertThatThrownBy(() -> SavedBackend.requireFits(saved(ROCKSDB), backend("hashmap")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(
                        "file:/c/chk-7 was written by the state backend rocksdb, and")
                .hasMessageContaining("state.backend.type is hashmap");
        assertThatThrownBy(() -> SavedBackend.requireFits(saved(HASHMAP), backend("rocksdb")))
                .hasMessageContaining("backend hashmap, and state.backend.type is rocksdb");
    }

    @Test
    void whatFitsOrIsNotKnownToBeOtherwisePasses() {
        assertThatCode(
                        () -> {
                            SavedBackend.requireFits(saved(ROCKSDB), backend("rocksdb"));
                            SavedBackend.requireFits(saved(HASHMAP), backend("hashmap"));
                            SavedBackend.requireFits(saved(CANONICAL), backend("rocksdb"));
                            SavedBackend.requireFits(saved(CANONICAL), backend("hashmap"));
                            SavedBackend.requireFits(saved(ROCKSDB), new Configuration());
                            SavedBackend.requireFits(saved(ROCKSDB), backend("my.Factory"));
                        })
                .doesNotThrowAnyException();
    }

    private static SnapshotMetadata saved(KeyedStateHandle handle) {
        OperatorState operator = new OperatorState("trainer", "trainer", new OperatorID(), 1, 128);
        operator.putState(0, OperatorSubtaskState.builder().setManagedKeyedState(handle).build());
        return new SnapshotMetadata("file:/c/chk-7", 7, 4, List.of(operator));
    }

    private static Configuration backend(String name) {
        return new Configuration().set(StateBackendOptions.STATE_BACKEND, name);
    }
}
