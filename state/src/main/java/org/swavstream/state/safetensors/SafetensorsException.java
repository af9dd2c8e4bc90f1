package org.swavstream.state.safetensors;

import java.io.IOException;

/** A safetensors file cannot be read or written; the message says which, and why, in one line. */
public final class SafetensorsException extends IOException {

    private static final long serialVersionUID = 1L;

    SafetensorsException(String message) {
        super(message);
    }

    SafetensorsException(String message, Throwable cause) {
        super(message, cause);
    }
}
