package org.swavstream.image.dataset;

/** The order in which a pass reads the images of a data set. */
public sealed interface ImageOrder {

    /** As the data set stores them. */
    record AsIs() implements ImageOrder {}

    /**
     * At random.
     *
     * @param seed which order; the same one in every run
     */
    record Shuffled(long seed) implements ImageOrder {}
}
