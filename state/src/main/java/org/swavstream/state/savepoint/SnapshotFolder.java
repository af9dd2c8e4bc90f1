package org.swavstream.state.savepoint;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.swavstream.state.file.ShownPath;

/** Finds the savepoints and checkpoints in a folder, on any of Flink's file systems. */
public final class SnapshotFolder {

    /** {@code data/checkpoints/<job>/chk-<n>}. */
    private static final int DEEPEST = 3;

    /** Of the disk, and of no job: only root lists it. */
    private static final String LOST_AND_FOUND = "lost+found";

    private static final Pattern SAVEPOINT = Pattern.compile("savepoint-(\\p{XDigit}+)-.*");
    private static final Pattern CHECKPOINT = Pattern.compile("(\\p{XDigit}{32})/chk-\\d+");

    private final FolderListing listing;
    private final List<SnapshotEntry> found = new ArrayList<>();

    private SnapshotFolder(FileSystem files) {
        this.listing = new FolderListing(files);
    }

    /**
     * All savepoints and checkpoints in {@code folder} and the folders in it, the oldest first. A
     * folder in it that cannot be listed is an entry with that problem: one as new as can be, since
     * anything may be in it.
     *
     * @throws IOException if there is no such folder, or it cannot be listed
     */
    public static List<SnapshotEntry> list(String folder) throws IOException {
        Path root = new Path(folder);
        FileSystem files = root.getFileSystem();
        if (!files.exists(root)) {
            throw new IOException("there is no folder '%s'".formatted(folder));
        }
        if (!files.getFileStatus(root).isDir()) {
            throw new IOException("'%s' is no folder; name one".formatted(folder));
        }
        SnapshotFolder search = new SnapshotFolder(files);
        search.visit(root, search.listing.of(root), 0);
        search.found.sort(Comparator.comparing(SnapshotEntry::taken));
        return List.copyOf(search.found);
    }

    private void visit(Path folder, List<FileStatus> children, int depth) throws IOException {
        List<Path> folders = new ArrayList<>();
        for (FileStatus file : children) {
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

    private void visit(Path folder, int depth) throws IOException {
        if (folder.getName().equals(LOST_AND_FOUND)) {
            return;
        }
        List<FileStatus> children;
        try {
            children = listing.of(folder);
        } catch (IOException e) {
            found.add(unreadable(folder, Instant.now(), e));
            return;
        }
        visit(folder, children, depth);
    }

    private static SnapshotEntry entry(Path folder, Instant taken) {
        String path = ShownPath.of(folder);
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
            return unreadable(folder, taken, e);
        }
    }

    private static SnapshotEntry unreadable(Path folder, Instant taken, IOException problem) {
        return SnapshotEntry.unreadable(ShownPath.of(folder), taken, job(folder), problem);
    }

    private static String job(Path folder) {
        Path parent = folder.getParent(); // null for the root of a store
        String place = (parent == null ? "" : parent.getName()) + "/" + folder.getName();
        Matcher savepoint = SAVEPOINT.matcher(folder.getName());
        Matcher checkpoint = CHECKPOINT.matcher(place);
        if (savepoint.matches()) {
            return savepoint.group(1);
        }
        return checkpoint.matches() ? checkpoint.group(1) : "";
    }
}
