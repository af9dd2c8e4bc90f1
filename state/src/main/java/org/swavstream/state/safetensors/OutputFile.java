package org.swavstream.state.safetensors;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.UUID;

/**
 * A local file that is to be written.
 *
 * @param given what a person called it
 * @param target where its bytes go: a symbolic link is followed, so that the link stays
 */
public record OutputFile(Path given, Path target) {

    /** As many as Linux follows. */
    private static final int MOST_LINKS = 40;

    private static final String UNFINISHED = ".unfinished";
    private static final String DISK_FULL = "No space left on device";

    /**
     * Finds the place of a file, which may be there.
     *
     * @throws SafetensorsException naming the file, if no file can be there: a folder or a device
     *     is not replaced
     */
    public static OutputFile of(Path given) throws SafetensorsException {
        Path target = followed(given);
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(target)) {
            throw refused(given, "it is a folder; name a file in it");
        }
        if (!Files.isDirectory(folder)) {
            throw refused(given, "there is no folder %s; make it first".formatted(folder));
        }
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            throw refused(given, "it is a device or pipe; name a regular file");
        }
        return new OutputFile(given, target);
    }

    private static Path followed(Path given) throws SafetensorsException {
        Path target = given;
        for (int links = 0; Files.isSymbolicLink(target); links++) {
            if (links == MOST_LINKS) {
                throw refused(given, "its symbolic links lead in a circle");
            }
            try {
                target = target.resolveSibling(Files.readSymbolicLink(target));
            } catch (IOException e) {
                throw new SafetensorsException(message(given, reason(e)), e);
            }
        }
        return target;
    }

    /** What is written until it is complete: another one each time, as writers may meet. */
    Path unfinished() {
        return target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + UNFINISHED);
    }

    /**
     * Lets the file keep its place in its folder when power fails. A folder that may be written to
     * but not read is left to the system.
     */
    void forceFolder() throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        if (Files.isReadable(folder)) {
            try (FileChannel opened = FileChannel.open(folder)) {
                opened.force(true);
            }
        }
    }

    /** Names the file that a person gave, and not the one beside it. */
    SafetensorsException failure(IOException cause) {
        return new SafetensorsException(message(given, reason(cause)), cause);
    }

    private static SafetensorsException refused(Path given, String reason) {
        return new SafetensorsException(message(given, reason));
    }

    private static String message(Path given, String reason) {
        return "cannot write '%s': %s".formatted(given, reason);
    }

    private static String reason(IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return "no file can be made in its folder";
        }
        if (cause instanceof AccessDeniedException) {
            return "not allowed to make a file in its folder";
        }
        String said =
                cause instanceof FileSystemException failure && failure.getReason() != null
                        ? failure.getReason()
                        : cause.getMessage();
        if (said == null) {
            return cause.toString();
        }
        return said.contains(DISK_FULL)
                ? "no space left on device; free some, or choose a file on another disk"
                : said;
    }
}
