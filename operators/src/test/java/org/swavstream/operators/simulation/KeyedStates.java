package org.swavstream.operators.simulation;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.State;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.MapSerializer;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedBackendSerializationProxy;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.BackendStateType;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.CommonSerializerKeys;

/**
 * Every keyed state of an operator, as its snapshots describe them: whatever the operator keeps
 * there, without knowing the operator.
 */
final class KeyedStates {

    private final Map<String, TypeSerializer<?>> serializers = new TreeMap<>();

    private KeyedStates() {}

    static KeyedStates in(List<OperatorSubtaskState> snapshot) throws IOException {
        KeyedStates states = new KeyedStates();
        for (OperatorSubtaskState subtask : snapshot) {
            for (KeyedStateHandle handle : subtask.getManagedKeyedState()) {
                states.describe((KeyGroupsStateHandle) handle);
            }
        }
        return states;
    }

    private void describe(KeyGroupsStateHandle handle) throws IOException {
        var stored = new KeyedBackendSerializationProxy<>(getClass().getClassLoader());
        try (FSDataInputStream in = handle.openInputStream()) {
            stored.read(new DataInputViewStreamWrapper(in));
        }
        for (StateMetaInfoSnapshot state : stored.getStateMetaInfoSnapshots()) {
            if (state.getBackendStateType() == BackendStateType.KEY_VALUE) { // timers are none
                serializers.put(
                        state.getName(),
                        state.getTypeSerializerSnapshot(CommonSerializerKeys.VALUE_SERIALIZER)
                                .restoreSerializer());
            }
        }
    }

    SortedSet<String> names() {
        return new TreeSet<>(serializers.keySet());
    }

    /** Removes one state of every key. */
    void clear(String name, KeyedStateBackend<String> backend) throws Exception {
        for (String key : keys(name, backend)) {
            state(name, key, backend).clear();
        }
    }

    /** The bytes of all states of all keys, by key, state and where it is a map the entry's key. */
    SortedMap<String, String> dump(KeyedStateBackend<String> backend) throws Exception {
        SortedMap<String, String> dump = new TreeMap<>();
        for (String name : serializers.keySet()) {
            for (String key : keys(name, backend)) {
                dump(key + "/" + name, state(name, key, backend), serializers.get(name), dump);
            }
        }
        return dump;
    }

    private static void dump(
            String path, State state, TypeSerializer<?> serializer, SortedMap<String, String> dump)
            throws Exception {
        if (serializer instanceof MapSerializer<?, ?> map) {
            for (Map.Entry<?, ?> entry : ((MapState<?, ?>) state).entries()) {
                dump.put(
                        path + "/" + hex(map.getKeySerializer(), entry.getKey()),
                        hex(map.getValueSerializer(), entry.getValue()));
            }
        } else {
            dump.put(path, hex(serializer, ((ValueState<?>) state).value()));
        }
    }

    @SuppressWarnings("unchecked")
    private static <T> String hex(TypeSerializer<T> serializer, Object value) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize((T) value, out);
        return HexFormat.of().formatHex(out.getCopyOfBuffer());
    }

    private static List<String> keys(String name, KeyedStateBackend<String> backend) {
        try (Stream<String> keys = backend.getKeys(name, VoidNamespace.INSTANCE)) {
            return keys.sorted().toList();
        }
    }

    private State state(String name, String key, KeyedStateBackend<String> backend)
            throws Exception {
        backend.setCurrentKey(key);
        return backend.getPartitionedState(
                VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, descriptor(name));
    }

    private StateDescriptor<? extends State, ?> descriptor(String name) {
        TypeSerializer<?> serializer = serializers.get(name);
        return serializer instanceof MapSerializer<?, ?> map
                ? new MapStateDescriptor<>(name, map.getKeySerializer(), map.getValueSerializer())
                : new ValueStateDescriptor<>(name, serializer);
    }
}
