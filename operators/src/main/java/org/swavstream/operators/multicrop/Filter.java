package org.swavstream.operators.multicrop;

import org.bytedeco.opencv.opencv_core.Mat;

/**
 * A symmetric filter for all rows of 8-bit pixels, then for all columns, rounded in between as
 * Pillow does. What is beyond the edge is as the edge. The same to the bit on every processor. Owns
 * native memory; not thread-safe.
 */
interface Filter extends AutoCloseable {

    /** What weights are parts of. */
    int WHOLE = 256;

    /**
     * Filters {@code view}, in place.
     *
     * @param view one or three channels, without gaps between rows
     * @param weights in 1/{@link #WHOLE}, of a pixel itself and of its neighbours on either side,
     *     by their distance; their sum, with both sides, is {@link #WHOLE}
     */
    void apply(Mat view, short[] weights);

    @Override
    void close();
}
