package org.swavstream.state.savepoint;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;

/** A savepoint cannot be read; the message says which, and why, in one line. */
public final class SavepointException extends IOException {

    private static final long serialVersionUID = 1L;

    SavepointException(String path, String reason) {
        super(message(path, reason));
    }

    SavepointException(String path, Throwable cause) {
        super(message(path, reason(cause)), cause);
    }

    /**
     * What {@code reader} gives; whatever it throws becomes a savepoint that cannot be read.
     *
     * @throws SavepointException that names {@code path}
     */
    public static <T> T wrapping(String path, Callable<T> reader) throws SavepointException {
        try {
            return reader.call();
        } catch (SavepointException e) {
            throw e;
        } catch (Exception | OutOfMemoryError e) {
            throw new SavepointException(path, e);
        }
    }

    private static String message(String path, String reason) {
        return "cannot read savepoint '%s': %s".formatted(path, reason.replaceAll("\\s+", " "));
    }

    /** What the innermost cause says: those around it are Flink's, and say 'unexpected'. */
    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        boolean noFile =
                root instanceof FileNotFoundException || root instanceof NoSuchFileException;
        if (root instanceof EOFException) {
            return "a file of it ends too early, as one does that was not copied to its end";
        }
        if (root instanceof OutOfMemoryError) {
            // What is damaged may say of itself that it is gigabytes long.
            return "it is damaged, or larger than this JVM's memory";
        }
        String message = root.getMessage() == null ? root.toString() : root.getMessage();
        return noFile ? "a file of it is missing: " + message : message;
    }
}
