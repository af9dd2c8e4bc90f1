package org.swavstream.image.dataset;

import java.io.IOException;
import java.util.OptionalLong;

/** Images that can be read again and again. */
public interface Dataset {

    /** What the data set is called. */
    String name();

    /**
     * What tells the data set from others of its name: equal where the same images come in the same
     * order, wherever their files lie. Files that are not read yet count by name and size alone.
     *
     * @throws IOException if the data set cannot be read
     */
    String fingerprint() throws IOException;

    /** Number of images, or empty where it is infinite or not known before the end of a pass. */
    OptionalLong size();

    /** Whether new images come for ever; then {@link #index} has the first 2<sup>31</sup> - 1. */
    default boolean endless() {
        return false;
    }

    /**
     * The files of a folder, or in shards as far as they were read, that are not among its images.
     */
    default LeftOutFiles leftOut() {
        return LeftOutFiles.NONE;
    }

    /**
     * The images by their position, in the order in which the data set stores them. To find out
     * where they lie, all of its names or headers may be read.
     *
     * @throws IOException if the data set cannot be read
     */
    IndexedImages index() throws IOException;

    /**
     * Begins a pass over all images. Two passes in equal orders give equal images.
     *
     * @throws IOException if the data set cannot be read
     */
    DatasetPass pass(ImageOrder order) throws IOException;
}
