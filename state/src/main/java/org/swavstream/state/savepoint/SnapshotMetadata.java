package org.swavstream.state.savepoint;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.filesystem.AbstractFsCheckpointStorageAccess;

/**
 * The {@code _metadata} of a savepoint or checkpoint: which operator's state is in which files.
 *
 * @param path the folder, as it was given
 * @param checkpoint Flink's number of the checkpoint; savepoints are counted with them
 * @param version version of the file's layout, which is Flink's
 * @param operators the operators that have state
 */
public record SnapshotMetadata(
        String path, long checkpoint, int version, Collection<OperatorState> operators) {

    /** The file that makes a folder a savepoint or checkpoint. */
    static final String FILE = AbstractFsCheckpointStorageAccess.METADATA_FILE_NAME;

    private static final String NO_SAVEPOINT =
            "it is no savepoint or checkpoint; name a folder with a file %s, such as 'savepoints' lists"
                    .formatted(FILE);

    private static final String NO_METADATA =
            "it has no file %s, or one may not enter it; 'savepoints' lists the savepoints and checkpoints in a folder"
                    .formatted(FILE);

    /**
     * Reads the metadata of the savepoint or checkpoint at {@code path}: its folder or its metadata
     * file, of any of Flink's file systems.
     *
     * @throws SavepointException if it cannot be read
     */
    public static SnapshotMetadata read(String path) throws SavepointException {
        try (InputStream file = open(path);
                DataInputStream in = new DataInputStream(new BufferedInputStream(file))) {
            in.mark(2 * Integer.BYTES);
            if (in.readInt() != Checkpoints.HEADER_MAGIC_NUMBER) {
                throw new SavepointException(path, NO_SAVEPOINT);
            }
            int version = in.readInt();
            in.reset();
            ClassLoader classes = SnapshotMetadata.class.getClassLoader();
            CheckpointMetadata read = Checkpoints.loadCheckpointMetadata(in, classes, path);
            return new SnapshotMetadata(
                    path, read.getCheckpointId(), version, read.getOperatorStates());
        } catch (FileNotFoundException e) {
            throw new SavepointException(
                    path,
                    "there is no such folder with a file %s, or one may not read it"
                            .formatted(FILE));
        } catch (SavepointException e) {
            throw e;
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            throw new SavepointException(path, e);
        }
    }

    private static InputStream open(String path) throws IOException {
        Path given = new Path(path);
        FileStatus status = given.getFileSystem().getFileStatus(given);
        if (!status.isDir() && status.getLen() < 2 * Integer.BYTES) {
            // Not opened: to open a pipe is to wait for who writes to it.
            throw new SavepointException(path, NO_SAVEPOINT);
        }
        Path file = status.isDir() ? new Path(given, FILE) : given;
        if (!file.getFileSystem().exists(file)) {
            throw new SavepointException(path, NO_METADATA);
        }
        return file.getFileSystem().open(file);
    }

    /** The state of the operator with this uid. */
    public Optional<OperatorState> operator(String uid) {
        return operators.stream()
                .filter(operator -> operator.getOperatorUid().filter(uid::equals).isPresent())
                .findFirst();
    }

    /**
     * The elements of a list state that belongs to operators as a whole, as they are stored.
     *
     * @param some of the operators; those that have none of this name give nothing
     * @param name the state's
     * @throws SavepointException if they cannot be read
     */
    public List<byte[]> listState(Collection<OperatorState> some, String name)
            throws SavepointException {
        return SavepointException.wrapping(path, () -> ListStates.read(some, name));
    }

    /** Size of all state in bytes, also of what other checkpoints share. */
    long bytes() {
        return operators.stream().mapToLong(OperatorState::getStateSize).sum();
    }
}
