package org.swavstream.image;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.swavstream.state.digest.Sha256;

/** The encoded image that an {@link ImageRecord} carries or points to. */
public final class ImageContent {

    /** The largest file that is fetched unless another limit is given: 256 MiB. */
    public static final MemorySize DEFAULT_FETCH_LIMIT = MemorySize.ofMebiBytes(256);

    private ImageContent() {}

    /** As {@link #of(ImageRecord, MemorySize)} with {@link #DEFAULT_FETCH_LIMIT}. */
    public static byte[] of(ImageRecord image) throws UnusableImageException {
        return of(image, DEFAULT_FETCH_LIMIT);
    }

    /**
     * The record's value or, where that is empty, the file that its {@code uri} header names, read
     * through Flink's {@link FileSystem}. A {@code sha256} header is checked in both cases.
     *
     * @param fetchLimit the largest file that is fetched, below 2 GiB
     * @throws UnusableImageException if there is neither value nor uri, the file cannot be fetched
     *     or is larger than the limit, or the content has another SHA-256
     */
    public static byte[] of(ImageRecord image, MemorySize fetchLimit)
            throws UnusableImageException {
        byte[] content = image.hasValue() ? image.value() : fetch(uri(image), fetchLimit);
        Optional<String> expected = image.header(ImageRecord.SHA256);
        if (expected.isPresent()) {
            check(content, expected.get().strip());
        }
        return content;
    }

    private static String uri(ImageRecord image) throws UnusableImageException {
        return image.header(ImageRecord.URI)
                .orElseThrow(() -> new UnusableImageException("empty value and no uri header"));
    }

    private static byte[] fetch(String uri, MemorySize limit) throws UnusableImageException {
        try {
            return read(new Path(new URI(uri)), limit);
        } catch (FileNotFoundException e) {
            throw new UnusableImageException("cannot fetch " + uri + ": No such file", e);
        } catch (IOException | URISyntaxException | IllegalArgumentException e) {
            throw new UnusableImageException("cannot fetch " + uri + ": " + e.getMessage(), e);
        }
    }

    private static byte[] read(Path path, MemorySize limit) throws IOException {
        FileSystem files = path.getFileSystem();
        FileStatus status = files.getFileStatus(path);
        if (status.isDir()) {
            throw new IOException("it is a folder");
        }
        checkSize(status.getLen(), limit);
        try (InputStream in = files.open(path)) {
            // Read with the limit too: an object may have grown since its status was read.
            byte[] content = in.readNBytes(Math.toIntExact(limit.getBytes() + 1));
            checkSize(content.length, limit);
            return content;
        }
    }

    private static void checkSize(long bytes, MemorySize limit) throws IOException {
        if (bytes > limit.getBytes()) {
            throw new IOException(
                    "%d bytes are more than the limit of %d".formatted(bytes, limit.getBytes()));
        }
    }

    private static void check(byte[] content, String expected) throws UnusableImageException {
        String found = Sha256.hex(content);
        if (!found.equalsIgnoreCase(expected)) {
            throw new UnusableImageException("sha256 is " + found + ", header says " + expected);
        }
    }
}
