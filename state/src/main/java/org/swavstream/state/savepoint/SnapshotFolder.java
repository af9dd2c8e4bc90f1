package org.swavstream.state.savepoint;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** Finds the savepoints and checkpoints in a folder, on any of Flink's file systems. */
public final class SnapshotFolder {

    /** {@code data/checkpoints/<job>/chk-<n>}. */
    private static final int DEEPEST = 3;

    private static final Pattern SAVEPOINT = Pattern.compile("savepoint-(\\p{XDigit}+)-.*");
    private static final Pattern CHECKPOINT = Pattern.compile("(\\p{XDigit}{32})/chk-\\d+");

    private final FileSystem files;
    private final List<SnapshotEntry> found = new ArrayList<>();

    private SnapshotFolder(FileSystem files) {
        this.files = files;
    }

    /**
     * All savepoints and checkpoints in {@code folder} and the folders in it, the oldest first.
     *
     * @throws IOException if there is no such folder, or it cannot be listed
     */
    public static List<SnapshotEntry> list(String folder) throws IOException {
        Path root = new Path(folder);
        SnapshotFolder search = new SnapshotFolder(root.getFileSystem());
        if (!search.files.exists(root)) {
            throw new IOException("there is no folder '%s'".formatted(folder));
        }
        if (!search.files.getFileStatus(root).isDir()) {
            throw new IOException("'%s' is no folder; name one".formatted(folder));
        }
        search.visit(root, 0);
        search.found.sort(Comparator.comparing(SnapshotEntry::taken));
        return List.copyOf(search.found);
    }

    private void visit(Path folder, int depth) throws IOException {
        List<Path> folders = new ArrayList<>();
        for (FileStatus file : children(folder)) {
            if (file.isDir()) {
                folders.add(file.getPath());
            } else if (file.getPath().getName().equals(SnapshotMetadata.FILE)) {
                found.add(entry(folder, Instant.ofEpochMilli(file.getModificationTime())));
                return;
            }
        }
        if (depth < DEEPEST) {
            for (Path child : folders) {
                visit(child, depth + 1);
            }
        }
    }

    /**
     * None if the folder is gone, as a running job removes checkpoints that newer ones replace; and
     * none if there is a name in it that Flink has no path for, as in a TaskManager's working
     * folder: no folder of checkpoints has one.
     */
    private FileStatus[] children(Path folder) throws IOException {
        try {
            return Objects.requireNonNullElse(files.listStatus(folder), new FileStatus[0]);
        } catch (FileNotFoundException | IllegalArgumentException e) {
            return new FileStatus[0];
        }
    }

    private static SnapshotEntry entry(Path folder, Instant taken) {
        String path = name(folder);
        try {
            SnapshotMetadata metadata = SnapshotMetadata.read(path);
            return new SnapshotEntry(
                    path,
                    taken,
                    job(folder),
                    metadata.checkpoint(),
                    metadata.bytes(),
                    Optional.empty());
        } catch (SavepointException e) {
            return new SnapshotEntry(path, taken, job(folder), 0, 0, Optional.of(e.getMessage()));
        }
    }

    private static String name(Path folder) {
        boolean local = "file".equals(folder.toUri().getScheme());
        return local ? folder.getPath() : folder.toString();
    }

    private static String job(Path folder) {
        Matcher savepoint = SAVEPOINT.matcher(folder.getName());
        Matcher checkpoint =
                CHECKPOINT.matcher(folder.getParent().getName() + "/" + folder.getName());
        if (savepoint.matches()) {
            return savepoint.group(1);
        }
        return checkpoint.matches() ? checkpoint.group(1) : "";
    }
}
