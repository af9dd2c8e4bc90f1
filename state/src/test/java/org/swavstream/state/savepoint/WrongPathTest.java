package org.swavstream.state.savepoint;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WrongPathTest {

    @TempDir private Path folder;

    @Test
    void aFileOfAnotherKindIsNoSavepoint() throws Exception {
        requireRefused(Files.writeString(folder.resolve("README.md"), "# A readme"));
        requireRefused(Files.createFile(folder.resolve("empty")));
        Path pipe = folder.resolve("pipe");
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
        requireRefused(pipe);
        Files.writeString(folder.resolve("_metadata"), "something else");
        requireRefused(folder);
    }

    @Test
    void aFolderWithoutMetadataIsSaidToHaveNone() {
        assertThatThrownBy(() -> SnapshotMetadata.read(folder.toString()))
                .isInstanceOf(SavepointException.class)
                .hasMessageStartingWith(
                        "cannot read savepoint '%s': it has no file _metadata, or one may not enter it;",
                        folder);
    }

    @Test
    void aFileIsNoFolderWithSavepoints() throws IOException {
        Path file = Files.createFile(folder.resolve("README.md"));
        assertThatThrownBy(() -> SnapshotFolder.list(file.toString()))
                .isInstanceOf(IOException.class)
                .hasMessage("'%s' is no folder; name one", file);
    }

    private static void requireRefused(Path path) {
        assertThatThrownBy(() -> SnapshotMetadata.read(path.toString()))
                .isInstanceOf(SavepointException.class)
                .hasMessageStartingWith(
                        "cannot read savepoint '%s': it is no savepoint or checkpoint; name a folder"
                                + " with a file _metadata",
                        path);
    }
}
