package org.swavstream.image.dataset;

import java.io.IOException;

/** Images that are found by their position. Safe for use by several threads. */
public interface IndexedImages {

    /** Number of images. */
    int size();

    /**
     * The image's name, the same in every run and every copy of the data set.
     *
     * @param position 0 to {@code size() - 1}
     */
    String id(int position);

    /**
     * The image's class, or null; the image itself is not read for it.
     *
     * @param position 0 to {@code size() - 1}
     */
    String label(int position);

    /**
     * The image as a JPEG, PNG, WebP or BMP file.
     *
     * @param position 0 to {@code size() - 1}
     * @throws IOException if it cannot be read
     */
    byte[] encoded(int position) throws IOException;

    /** Id, label and encoded image. */
    default DatasetImage read(int position) throws IOException {
        return new DatasetImage(id(position), label(position), encoded(position));
    }
}
