package org.swavstream.image.dataset;

import java.io.IOException;

/** A file of a data set is broken, or is not what its name says. */
public final class DatasetException extends IOException {

    private static final long serialVersionUID = 1L;

    DatasetException(String file, String found, String expected) {
        this(file, found, expected, null);
    }

    DatasetException(String file, String found, String expected, Throwable cause) {
        super("%s: found %s, expected %s".formatted(file, found, expected), cause);
    }
}
