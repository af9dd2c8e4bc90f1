package org.swavstream.image;

import java.util.Optional;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.core.fs.FileSystem;
import org.swavstream.state.digest.Sha256;
import org.swavstream.state.file.UnavailableFileException;

/** The encoded image that an {@link ImageRecord} carries or points to. */
public final class ImageContent {

    private static final MemorySize LARGEST_FILE = MemorySize.ofMebiBytes(256);

    private ImageContent() {}

    /**
     * The record's value or, where that is empty, the file that its {@code uri} header names, read
     * through Flink's {@link FileSystem}. A {@code sha256} header is checked in both cases.
     *
     * @throws UnusableImageException if the fault is the record's or the file's and stays whenever
     *     one tries: neither value nor uri, a malformed uri or one of a scheme that no store has,
     *     no such file, a folder, an empty file, a device or pipe, a file over 256 MiB, another
     *     SHA-256
     * @throws UnavailableFileException if the file may well be had later or elsewhere: whatever
     *     else a store fails with, and a store whose file system this cluster lacks
     */
    public static byte[] of(ImageRecord image)
            throws UnusableImageException, UnavailableFileException {
        return of(image, LARGEST_FILE);
    }

    /**
     * @param fetchLimit the largest file that is fetched, below 2 GiB
     */
    static byte[] of(ImageRecord image, MemorySize fetchLimit)
            throws UnusableImageException, UnavailableFileException {
        byte[] content =
                image.hasValue() ? image.value() : ImageFile.of(uri(image)).read(fetchLimit);
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

    private static void check(byte[] content, String expected) throws UnusableImageException {
        String found = Sha256.hex(content);
        if (!found.equalsIgnoreCase(expected)) {
            throw new UnusableImageException("sha256 is " + found + ", header says " + expected);
        }
    }
}
