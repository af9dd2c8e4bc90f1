package org.swavstream.state.savepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeOffsets;
import org.apache.flink.runtime.state.KeyGroupsSavepointStateHandle;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedBackendSerializationProxy;
import org.apache.flink.runtime.state.changelog.ChangelogStateBackendHandle.ChangelogStateBackendHandleImpl;
import org.apache.flink.runtime.state.memory.ByteStreamStateHandle;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.BackendStateType;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.CommonSerializerKeys;
import org.junit.jupiter.api.Test;
import org.swavstream.state.serializer.SerializersTest.TextSerializer;

/** Stored state that this build does not read. */
final class StoredStateTest {

    private static final KeyGroupRangeOffsets KEY_GROUPS =
            new KeyGroupRangeOffsets(new KeyGroupRange(0, 127));

    @Test
    void theLayoutOfEachStateIsKnown() throws IOException {
        assertThat(StateLayouts.read(stateOfVersion(1))).isEqualTo(Map.of("text", 1));
    }

    @Test
    void stateOfANewerLayoutIsRefusedByName() throws IOException {
        KeyGroupsStateHandle newer = stateOfVersion(2);
        assertThatThrownBy(() -> StateLayouts.read(newer))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("state 'text' has layout version 2, this build knows 1 to 1");
    }

    @Test
    void aCheckpointOfAnotherStateBackendIsRefused() {
        var changelog =
                new ChangelogStateBackendHandleImpl(
                        List.of(), List.of(), KEY_GROUPS.getKeyGroupRange(), 1, 1, 0);
        assertThatThrownBy(() -> StateLayouts.read(changelog))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ChangelogStateBackendHandleImpl; what can be read is a")
                .hasMessageContaining("resume the job from it and stop it with a savepoint");
    }

    private static KeyGroupsStateHandle stateOfVersion(int version) throws IOException {
        var state =
                new StateMetaInfoSnapshot(
                        "text",
                        BackendStateType.KEY_VALUE,
                        Map.of(),
                        Map.of(
                                CommonSerializerKeys.VALUE_SERIALIZER.toString(),
                                new TextSerializer(version).snapshotConfiguration()),
                        Map.of(
                                CommonSerializerKeys.VALUE_SERIALIZER.toString(),
                                new TextSerializer(version)));
        DataOutputSerializer out = new DataOutputSerializer(256);
        new KeyedBackendSerializationProxy<>(StringSerializer.INSTANCE, List.of(state), false)
                .write(out);
        return new KeyGroupsSavepointStateHandle(
                KEY_GROUPS, new ByteStreamStateHandle("state", out.getCopyOfBuffer()));
    }
}
