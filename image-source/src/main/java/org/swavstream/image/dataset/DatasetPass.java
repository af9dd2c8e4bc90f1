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

    /**
     * Passes over images at the least cost.
     *
     * @param count how many
     * @return {@code count}, or less where the pass ended before
     */
    default long skip(long count) throws IOException {
        long skipped = 0;
        while (skipped < count && next().isPresent()) {
            skipped++;
        }
        return skipped;
    }

    @Override
    default void close() throws IOException {}
}
