package org.swavstream.image.dataset;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** One pass over the images of a data set, for one thread. */
public interface DatasetPass extends Closeable {

    /**
     * The next image, or empty after the last one.
     *
     * @throws DatasetException if a file is broken
     * @throws IOException if a file cannot be read
     */
    Optional<DatasetImage> next() throws IOException;

    /** Passes over {@code count} images, or all that remain, at the least cost. */
    default void skip(long count) throws IOException {
        for (long i = 0; i < count; i++) {
            if (next().isEmpty()) {
                return;
            }
        }
    }

    @Override
    default void close() throws IOException {}
}
