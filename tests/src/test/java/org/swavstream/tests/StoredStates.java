package org.swavstream.tests;

import java.io.IOException;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.MapSerializer;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyedBackendSerializationProxy;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.OperatorBackendSerializationProxy;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.CommonOptionsKeys;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.CommonSerializerKeys;
import org.swavstream.state.savepoint.SnapshotMetadata;

/** What the states in a canonical savepoint are called, and of what type they are. */
final class StoredStates {

    private final SortedSet<String> lines = new TreeSet<>();

    private StoredStates() {}

    /** For each state a line: uid of its operator, name, kind, serializers. */
    static SortedSet<String> of(String savepoint) throws IOException {
        StoredStates states = new StoredStates();
        for (OperatorState operator : SnapshotMetadata.read(savepoint).operators()) {
            states.add(operator);
        }
        return states.lines;
    }

    private void add(OperatorState operator) throws IOException {
        String uid = operator.getOperatorUid().orElseThrow();
        for (OperatorSubtaskState subtask : operator.getStates()) {
            for (KeyedStateHandle state : subtask.getManagedKeyedState()) {
                addKeyed(uid, (StreamStateHandle) state);
            }
            if (subtask.getRawKeyedState().hasState()) {
                lines.add(uid + ": raw keyed state");
            }
            for (OperatorStateHandle state : subtask.getManagedOperatorState()) {
                addUnkeyed(uid, state);
            }
        }
    }

    private void addKeyed(String uid, StreamStateHandle state) throws IOException {
        var stored = new KeyedBackendSerializationProxy<>(getClass().getClassLoader());
        try (FSDataInputStream in = state.openInputStream()) {
            stored.read(new DataInputViewStreamWrapper(in));
        }
        String key = name(stored.getKeySerializerSnapshot().restoreSerializer());
        for (StateMetaInfoSnapshot description : stored.getStateMetaInfoSnapshots()) {
            String kind = description.getOption(CommonOptionsKeys.KEYED_STATE_TYPE);
            add(uid, description, "%s of %s".formatted(kind == null ? "TIMERS" : kind, key));
        }
    }

    private void addUnkeyed(String uid, StreamStateHandle state) throws IOException {
        var stored = new OperatorBackendSerializationProxy(getClass().getClassLoader());
        try (FSDataInputStream in = state.openInputStream()) {
            stored.read(new DataInputViewStreamWrapper(in));
        }
        for (StateMetaInfoSnapshot description : stored.getOperatorStateMetaInfoSnapshots()) {
            add(
                    uid,
                    description,
                    description.getOption(CommonOptionsKeys.OPERATOR_STATE_DISTRIBUTION_MODE));
        }
    }

    private void add(String uid, StateMetaInfoSnapshot description, String kind) {
        TypeSerializer<?> values =
                description
                        .getTypeSerializerSnapshot(CommonSerializerKeys.VALUE_SERIALIZER)
                        .restoreSerializer();
        lines.add("%s: %s, %s, %s".formatted(uid, description.getName(), kind, name(values)));
    }

    private static String name(TypeSerializer<?> serializer) {
        return serializer instanceof MapSerializer<?, ?> map
                ? "%s to %s".formatted(name(map.getKeySerializer()), name(map.getValueSerializer()))
                : serializer.getClass().getSimpleName();
    }
}
