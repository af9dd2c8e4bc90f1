package org.swavstream.state.savepoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeOffsets;
import org.apache.flink.runtime.state.KeyGroupsSavepointStateHandle;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedBackendSerializationProxy;
import org.apache.flink.runtime.state.memory.ByteStreamStateHandle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeyedSnapshotTest {

    @TempDir private Path folder;

    /** As by Ctrl-C: it may be gigabytes. */
    @Test
    void aJvmThatEndsLeavesNoStateBehind() throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + folder,
                        Interrupted.class.getName());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));

        assertThat(builder.start().waitFor()).isEqualTo(3);
        assertThat(folder).isDirectoryNotContaining("glob:**/swav-stream-*");
    }

    static final class Interrupted {

        private Interrupted() {}

        public static void main(String[] arguments) throws IOException {
            try (KeyedSnapshot snapshot = KeyedSnapshot.restore(noModels(), 128)) {
                assertThat(snapshot).isNotNull();
                System.exit(3);
            }
        }

        private static KeyGroupsStateHandle noModels() throws IOException {
            DataOutputSerializer out = new DataOutputSerializer(256);
            new KeyedBackendSerializationProxy<>(StringSerializer.INSTANCE, List.of(), false)
                    .write(out);
            return new KeyGroupsSavepointStateHandle(
                    new KeyGroupRangeOffsets(new KeyGroupRange(0, 127)),
                    new ByteStreamStateHandle("state", out.getCopyOfBuffer()));
        }
    }
}
