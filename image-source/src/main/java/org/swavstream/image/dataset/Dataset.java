package org.swavstream.image.dataset;

import java.io.IOException;
import java.util.OptionalLong;

/** Images that can be read again and again. */
public interface Dataset {

    /** What the data set is called. */
    String name();

    /** Number of images, or empty where it is infinite or not known before the end of a pass. */
    OptionalLong size();

    /**
     * Begins a pass over all images. Two passes in equal orders give equal images.
     *
     * @throws IOException if the data set cannot be read
     */
    DatasetPass pass(ImageOrder order) throws IOException;
}
