package org.swavstream.job.recovery;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.state.IncrementalKeyedStateHandle;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.SavepointKeyedStateHandle;
import org.swavstream.job.configuration.ConfigurationException;
import org.swavstream.state.savepoint.SnapshotMetadata;

/**
 * The state backend that a checkpoint belongs to. A savepoint in canonical format belongs to none.
 */
public final class SavedBackend {

    private static final String ROCKSDB = "rocksdb";
    private static final String HASHMAP = "hashmap";

    private SavedBackend() {}

    /**
     * Checks that a job can go on from a savepoint or checkpoint with its state backend. Flink
     * finds it out in the tasks only, and tries again and again.
     *
     * @param configuration of the job and its cluster; without a backend in it nothing is checked
     * @throws ConfigurationException if the state is of another backend
     */
    public static void requireFits(SnapshotMetadata saved, Configuration configuration) {
        Optional<String> configured =
                configuration
                        .getOptional(StateBackendOptions.STATE_BACKEND)
                        .filter(Set.of(ROCKSDB, HASHMAP)::contains);
        Optional<String> stored = of(saved);
        if (configured.isPresent() && stored.isPresent() && !configured.equals(stored)) {
            throw new ConfigurationException(
                    List.of(
                            "%s was written by the state backend %s, and %s is %s; only a savepoint in canonical format, as stopping a job leaves it, goes from one to the other: resume from such a savepoint, or with the backend that it was written by"
                                    .formatted(
                                            saved.path(),
                                            stored.get(),
                                            StateBackendOptions.STATE_BACKEND.key(),
                                            configured.get())));
        }
    }

    private static Optional<String> of(SnapshotMetadata saved) {
        return saved.operators().stream()
                .map(OperatorState::getStates)
                .flatMap(subtasks -> subtasks.stream())
                .flatMap(subtask -> subtask.getManagedKeyedState().stream())
                .flatMap(handle -> of(handle).stream())
                .findFirst();
    }

    private static Optional<String> of(KeyedStateHandle handle) {
        if (handle instanceof IncrementalKeyedStateHandle) {
            return Optional.of(ROCKSDB);
        }
        boolean own =
                handle instanceof KeyGroupsStateHandle
                        && !(handle instanceof SavepointKeyedStateHandle);
        return own ? Optional.of(HASHMAP) : Optional.empty();
    }
}
