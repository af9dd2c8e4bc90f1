package org.swavstream.state.file;

import java.io.IOException;

/**
 * A disk or a store does not give a file, or what is in a folder. The message says which, and why,
 * in one line.
 */
public final class UnavailableFileException extends IOException {

    private static final long serialVersionUID = 1L;

    public UnavailableFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
