package org.swavstream.state.savepoint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.OperatorStreamStateHandle;
import org.apache.flink.runtime.state.memory.ByteStreamStateHandle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.swavstream.state.file.UnavailableFileException;

/** What is listed here cannot be read; that it is found is what matters. */
final class SnapshotFolderTest {

    private static final String JOB = "a".repeat(32);

    @TempDir private Path folder;

    @Test
    void aNameThatFlinkTakesForASchemeHidesNothing() throws IOException {
        snapshot(JOB + "/chk-7");
        snapshot("tm:1/" + JOB + "/chk-8");
        Files.writeString(folder.resolve(JOB).resolve("a:b"), "");
        Files.createSymbolicLink(folder.resolve("nowhere"), Path.of("not there"));

        assertThat(SnapshotFolder.list(folder.toString()))
                .extracting(SnapshotEntry::path)
                .containsExactlyInAnyOrder(
                        folder + "/" + JOB + "/chk-7", folder + "/tm:1/" + JOB + "/chk-8");
    }

    @Test
    void aFolderThatCannotBeListedIsAProblemAndNotEmpty() throws IOException {
        snapshot("job/chk-7");
        snapshot("hidden/chk-8");
        Instant before = Instant.now();

        List<SnapshotEntry> found = SnapshotFolder.list("store://hides" + folder);

        assertThat(found).hasSize(2);
        assertThat(found.get(0).path()).endsWith("/job/chk-7");
        assertThat(found.get(1).taken()).isAfterOrEqualTo(before);
        assertThat(found.get(1).problem().orElseThrow())
                .startsWith("cannot list folder 'store:")
                .endsWith("/hidden': its file system gives no list of it");
        Path hidden = folder.resolve("hidden");
        assertThatThrownBy(() -> SnapshotFolder.list("store://hides" + hidden))
                .isInstanceOf(UnavailableFileException.class)
                .hasMessageContaining("cannot list folder 'store://hides" + hidden);
    }

    @Test
    void whatIsFoundIsReadWhereverPathsWithoutAStoreLead() throws IOException {
        snapshot(JOB + "/chk-7");
        Configuration configuration = new Configuration();
        configuration.set(CoreOptions.DEFAULT_FILESYSTEM_SCHEME, "s3://bucket");
        FileSystem.initialize(configuration, null);
        try {
            SnapshotEntry found = SnapshotFolder.list("file:" + folder).get(0);

            assertThat(found.path()).isEqualTo("file:%s/%s/chk-7", folder, JOB);
            assertThat(found.problem().orElseThrow()).contains("it is no savepoint or checkpoint");
        } finally {
            FileSystem.initialize(new Configuration(), null);
        }
    }

    /** With a length for which the JVM has no memory. */
    @Test
    void whatIsDamagedIsListedWithThatProblem() throws IOException {
        byte[] state = "small state stands in the metadata".getBytes(UTF_8);
        OperatorState operator = new OperatorState("images", "images", new OperatorID(), 1, 128);
        operator.putState(
                0,
                OperatorSubtaskState.builder()
                        .setManagedOperatorState(
                                new OperatorStreamStateHandle(
                                        Map.of(), new ByteStreamStateHandle("state", state)))
                        .build());
        ByteArrayOutputStream metadata = new ByteArrayOutputStream();
        Checkpoints.storeCheckpointMetadata(
                new CheckpointMetadata(7, List.of(operator), List.of()), metadata);
        int at = metadata.toString(ISO_8859_1).indexOf(new String(state, UTF_8));
        ByteBuffer bytes = ByteBuffer.wrap(metadata.toByteArray());
        Path chk = Files.createDirectories(folder.resolve(JOB).resolve("chk-7"));
        Files.write(
                chk.resolve("_metadata"),
                bytes.putInt(at - Integer.BYTES, Integer.MAX_VALUE).array());

        assertThat(SnapshotFolder.list(folder.toString()))
                .singleElement()
                .extracting(entry -> entry.problem().orElseThrow())
                .isEqualTo(
                        "cannot read savepoint '%s': it is damaged, or larger than this JVM's memory"
                                .formatted(chk));
    }

    @Test
    void lostAndFoundOfADiskIsOfNoJob() throws IOException {
        snapshot("lost+found/chk-7");

        assertThat(SnapshotFolder.list(folder.toString())).isEmpty();
    }

    /** As where a running job removes the checkpoint before. */
    @Test
    void aFolderIsListedAgainWhereAChildVanished() throws IOException {
        snapshot(JOB + "/chk-8");

        assertThat(SnapshotFolder.list("store://vanishing" + folder))
                .extracting(SnapshotEntry::job)
                .containsExactly(JOB);
    }

    @Test
    void aSavepointMayBeTheRootOfAStore() throws IOException {
        assertThat(SnapshotFolder.list("store://savepoint/"))
                .extracting(SnapshotEntry::job)
                .containsExactly("");
    }

    private void snapshot(String path) throws IOException {
        Path snapshot = Files.createDirectories(folder.resolve(path));
        Files.writeString(snapshot.resolve("_metadata"), "not of Flink");
    }
}
