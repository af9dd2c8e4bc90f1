package org.swavstream.state.savepoint;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.swavstream.state.file.ShownPath;
import org.swavstream.state.file.UnavailableFileException;

/**
 * Lists folders in which a running job removes checkpoints meanwhile. What cannot be listed is told
 * from what is empty, as an old checkpoint would else pass for the newest.
 */
final class FolderListing {

    /** A store lists nothing if one child is gone before it is asked for its status. */
    private static final int TRIES = 3;

    private final FileSystem files;

    FolderListing(FileSystem files) {
        this.files = files;
    }

    /**
     * What is in {@code folder}; nothing if it is gone.
     *
     * @throws UnavailableFileException if it is there and cannot be listed
     */
    List<FileStatus> of(Path folder) throws IOException {
        try {
            boolean local = ShownPath.LOCAL.equals(files.getUri().getScheme());
            return local ? onDisk(folder) : inStore(folder);
        } catch (IOException | IllegalArgumentException e) {
            if (!files.exists(folder)) {
                return List.of();
            }
            throw new UnavailableFileException(
                    "cannot list folder '%s': %s".formatted(ShownPath.of(folder), reason(e)), e);
        }
    }

    private static String reason(Exception cause) {
        return cause instanceof AccessDeniedException
                ? "no right to read and enter it"
                : cause.getMessage();
    }

    private List<FileStatus> inStore(Path folder) throws IOException {
        for (int left = TRIES - 1; ; left--) {
            try {
                FileStatus[] children = files.listStatus(folder);
                if (children == null) {
                    throw new IOException("its file system gives no list of it");
                }
                return List.of(children);
            } catch (FileNotFoundException e) {
                if (left == 0 || !files.exists(folder)) {
                    throw e;
                }
            }
        }
    }

    /** By name, as Flink lists none of them if there is one that it has no path for. */
    private List<FileStatus> onDisk(Path folder) throws IOException {
        java.nio.file.Path onDisk = java.nio.file.Path.of(folder.getPath());
        if (Files.exists(onDisk) && !Files.isExecutable(onDisk)) {
            throw new AccessDeniedException(folder.getPath());
        }
        List<FileStatus> children = new ArrayList<>();
        try (DirectoryStream<java.nio.file.Path> listed = Files.newDirectoryStream(onDisk)) {
            for (java.nio.file.Path child : listed) {
                status(folder, child.getFileName().toString()).ifPresent(children::add);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return children;
    }

    /** None of what is gone meanwhile, and of links that lead nowhere. */
    private Optional<FileStatus> status(Path folder, String name) throws IOException {
        try {
            // With the dot, what is before a colon is not taken for a scheme.
            return Optional.of(files.getFileStatus(new Path(folder, "./" + name)));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }
}
