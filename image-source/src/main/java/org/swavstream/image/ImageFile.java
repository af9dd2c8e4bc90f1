package org.swavstream.image;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.NoSuchFileException;
import java.util.Set;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;
import org.swavstream.state.file.UnavailableFileException;

/**
 * The file that a {@code uri} names, on any of Flink's file systems. It tells a fault of the file,
 * which is there for good (an {@link UnusableImageException}), from one of the store or the
 * cluster, which can pass or be mended (an {@link UnavailableFileException}).
 */
final class ImageFile {

    /** Schemes of stores, that Flink or Hadoop reads, in which every file is in a bucket. */
    private static final Set<String> BUCKETS =
            Set.of(
                    "abfs", "abfss", "cosn", "gs", "obs", "oss", "s3", "s3a", "s3n", "s3p", "wasb",
                    "wasbs");

    /** Schemes of the others. */
    private static final Set<String> FILE_SYSTEMS =
            Set.of(
                    "adl",
                    "alluxio",
                    "har",
                    "hdfs",
                    "maprfs",
                    "o3fs",
                    "ofs",
                    "swebhdfs",
                    "viewfs",
                    "webhdfs");

    private final String uri;
    private final Path path;

    private ImageFile(String uri, Path path) {
        this.uri = uri;
        this.path = path;
    }

    /**
     * @throws UnusableImageException if {@code uri} is malformed
     */
    static ImageFile of(String uri) throws UnusableImageException {
        try {
            URI parsed = new URI(uri);
            if (!namesAFile(parsed)) {
                throw unusable(uri, "it is not the address of a file", null);
            }
            if (parsed.getQuery() != null || parsed.getFragment() != null) {
                throw unusable(uri, "a ? or # of the file's name is written %3F or %23", null);
            }
            return new ImageFile(uri, new Path(parsed));
        } catch (URISyntaxException e) {
            String reason = e.getReason() + "; a space is written %20, and % is %25";
            throw unusable(uri, reason, e);
        } catch (IllegalArgumentException e) {
            throw unusable(uri, e.getMessage(), e);
        }
    }

    /** Flink has exceptions of all kinds for these. */
    private static boolean namesAFile(URI uri) {
        boolean hasPath = uri.getPath() != null && !uri.getPath().isEmpty();
        return hasPath && (uri.getAuthority() == null ? !isOfABucket(uri) : !isLocal(uri));
    }

    private static boolean isOfABucket(URI uri) {
        return uri.getScheme() != null && BUCKETS.contains(uri.getScheme());
    }

    private static boolean isLocal(URI uri) {
        return "file".equals(uri.getScheme());
    }

    /**
     * The file's content.
     *
     * @param limit the largest file that is read, below 2 GiB
     * @throws UnusableImageException if there is no such file, it is a folder, empty, no regular
     *     file or too large, or of a scheme that no store has
     * @throws UnavailableFileException if the file system is missing or does not answer as it
     *     should
     */
    byte[] read(MemorySize limit) throws UnusableImageException, UnavailableFileException {
        try {
            FileSystem files = path.getFileSystem();
            FileStatus status = status(files);
            if (status.isDir()) {
                throw unusable(uri, "it is a folder", null);
            }
            if (status.getLen() == 0) {
                throw unusable(uri, "it is empty, or no regular file", null);
            }
            checkSize(status.getLen(), limit);
            return content(files, limit);
        } catch (UnsupportedFileSystemSchemeException e) {
            throw noFileSystem(e);
        } catch (IOException | RuntimeException e) {
            throw new UnavailableFileException("cannot fetch %s now: %s".formatted(uri, e), e);
        }
    }

    /**
     * Only of a store's scheme it is the cluster's fault; any other is one that nothing can read.
     */
    private UnavailableFileException noFileSystem(UnsupportedFileSystemSchemeException cause)
            throws UnusableImageException {
        String given = path.toUri().getScheme();
        String scheme = given == null ? FileSystem.getDefaultFsUri().getScheme() : given;
        if (!BUCKETS.contains(scheme) && !FILE_SYSTEMS.contains(scheme)) {
            throw unusable(
                    uri, "there is no file system for the scheme '%s'".formatted(scheme), cause);
        }
        return new UnavailableFileException(
                ("this cluster has no file system for the scheme '%s' of %s; install Flink's plugin"
                                + " for it in the plugins folder of every TaskManager (for a local"
                                + " run its jar in lib) and start anew: %s")
                        .formatted(scheme, uri, cause.getMessage()),
                cause);
    }

    private FileStatus status(FileSystem files) throws IOException, UnusableImageException {
        try {
            return files.getFileStatus(path);
        } catch (FileNotFoundException | NoSuchFileException e) {
            throw unusable(uri, "No such file", e);
        }
    }

    private byte[] content(FileSystem files, MemorySize limit)
            throws IOException, UnusableImageException {
        try (InputStream in = files.open(path)) {
            // Read with the limit too: an object may have grown since its status was read.
            byte[] content = in.readNBytes(Math.toIntExact(limit.getBytes() + 1));
            checkSize(content.length, limit);
            return content;
        } catch (FileNotFoundException | NoSuchFileException e) {
            // Java says this of too many open files and of missing rights as well, so ask again.
            status(files);
            throw e;
        }
    }

    private void checkSize(long bytes, MemorySize limit) throws UnusableImageException {
        if (bytes > limit.getBytes()) {
            String reason = "%d bytes are more than the limit of %d";
            throw unusable(uri, reason.formatted(bytes, limit.getBytes()), null);
        }
    }

    private static UnusableImageException unusable(String uri, String reason, Exception cause) {
        return new UnusableImageException("cannot fetch " + uri + ": " + reason, cause);
    }
}
