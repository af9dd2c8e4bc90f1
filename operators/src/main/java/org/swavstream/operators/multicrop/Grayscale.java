package org.swavstream.operators.multicrop;

import java.util.function.Consumer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/** Takes the colour out of 8-bit RGB, in place. Owns native memory; not thread-safe. */
final class Grayscale implements AutoCloseable {

    private final ViewPixels gray;

    /**
     * @param side width and height of the views in pixels
     */
    Grayscale(int side) {
        this.gray = new ViewPixels(side, opencv_core.CV_8UC1);
    }

    /**
     * Replaces the three channels of {@code view} by its luma (ITU-R BT.601).
     *
     * @param view all pixels in one row
     * @param then what happens to the luma before: on one channel it costs a third
     */
    void apply(Mat view, Consumer<Mat> then) {
        opencv_imgproc.cvtColor(view, gray.row(), opencv_imgproc.COLOR_RGB2GRAY);
        then.accept(gray.square());
        opencv_imgproc.cvtColor(gray.row(), view, opencv_imgproc.COLOR_GRAY2RGB);
    }

    @Override
    public void close() {
        gray.close();
    }
}
