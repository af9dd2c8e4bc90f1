package org.swavstream.operators.multicrop;

import org.bytedeco.opencv.opencv_core.Mat;

/**
 * The 8-bit pixels of a square image, which OpenCV sees in two shapes. What looks at each pixel by
 * itself takes them as one {@link #row}: OpenCV computes the last pixels of every row one by one,
 * up to 31 of them, and those are most of the time of a small view. Owns native memory.
 */
final class ViewPixels implements AutoCloseable {

    private final Mat square;
    private final Mat row;

    /**
     * @param side width and height in pixels
     * @param type OpenCV's type, which tells the number of channels
     */
    ViewPixels(int side, int type) {
        this.square = new Mat(side, side, type);
        this.row = square.reshape(0, 1);
    }

    /** Side × side pixels. */
    Mat square() {
        return square;
    }

    /** The same memory as one row of side² pixels. */
    Mat row() {
        return row;
    }

    @Override
    public void close() {
        row.close();
        square.close();
    }
}
