package org.swavstream.state.savepoint;

import java.io.IOException;
import java.io.InputStream;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.MapSerializerSnapshot;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.runtime.state.IncrementalKeyedStateHandle;
import org.apache.flink.runtime.state.KeyedBackendSerializationProxy;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.CommonSerializerKeys;
import org.swavstream.state.serializer.VersionedSerializer;
import org.swavstream.state.serializer.VersionedSerializerSnapshot;

/** Which layouts stored values have. */
final class StateLayouts {

    private StateLayouts() {}

    /**
     * The layout version of each state of ours; states of bytes and numbers have none.
     *
     * @throws IOException if one is of a newer release, cannot be read, or is of another state
     *     backend
     */
    static SortedMap<String, Integer> read(KeyedStateHandle state) throws IOException {
        SortedMap<String, Integer> layouts = new TreeMap<>();
        try (InputStream in = description(state).openInputStream()) {
            var stored = new KeyedBackendSerializationProxy<>(StateLayouts.class.getClassLoader());
            stored.read(new DataInputViewStreamWrapper(in));
            for (StateMetaInfoSnapshot description : stored.getStateMetaInfoSnapshots()) {
                if (values(description) instanceof VersionedSerializerSnapshot<?> snapshot) {
                    requireKnown(description.getName(), snapshot);
                    layouts.put(description.getName(), snapshot.layoutVersion());
                }
            }
        }
        return layouts;
    }

    /** All kinds of state begin with, or have beside them, the description of what they hold. */
    private static StreamStateHandle description(KeyedStateHandle state) throws IOException {
        if (state instanceof IncrementalKeyedStateHandle incremental) {
            return incremental.getMetaDataStateHandle();
        }
        if (state instanceof StreamStateHandle stream) {
            return stream;
        }
        throw new IOException(
                "its keyed state is a %s; what can be read is a canonical savepoint, and what the state backends rocksdb and hashmap wrote: resume the job from it and stop it with a savepoint"
                        .formatted(state.getClass().getSimpleName()));
    }

    private static TypeSerializerSnapshot<?> values(StateMetaInfoSnapshot description) {
        TypeSerializerSnapshot<?> values =
                description.getTypeSerializerSnapshot(CommonSerializerKeys.VALUE_SERIALIZER);
        return values instanceof MapSerializerSnapshot<?, ?> map
                ? map.getValueSerializerSnapshot()
                : values;
    }

    private static void requireKnown(String state, VersionedSerializerSnapshot<?> snapshot)
            throws IOException {
        int known = ((VersionedSerializer<?>) snapshot.restoreSerializer()).version();
        if (snapshot.layoutVersion() > known) {
            throw new IOException(
                    "state '%s' has layout version %d, this build knows 1 to %d; read it with the release that wrote it, or a newer one"
                            .formatted(state, snapshot.layoutVersion(), known));
        }
    }
}
