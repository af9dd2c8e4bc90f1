package org.swavstream.operators.multicrop;

import static org.bytedeco.opencv.global.opencv_core.BORDER_ISOLATED;
import static org.bytedeco.opencv.global.opencv_core.BORDER_REPLICATE;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;

import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Scales a part of an image, anti-aliased as Pillow's bilinear filter does it: a triangle that
 * grows with the scale factor s, of variance s²/6 source pixels². OpenCV's bilinear filter is
 * always a triangle of variance 1/6; what is missing is made up for by a short smoothing filter of
 * variance (s² - 1)/6 before it, and large factors are first brought down by exact halvings. Much
 * faster than OpenCV's INTER_AREA, and closer to Pillow. Owns native memory; not thread-safe.
 */
final class Resampler implements AutoCloseable {

    /** From this factor on, in both directions, an image is halved first. */
    private static final double HALVING_FACTOR = 2.5;

    /** Up to this factor aliasing is less visible than smoothing is. */
    private static final double SMOOTHING_FACTOR = 1.2;

    private final Mat[] halves = {new Mat(), new Mat()};
    private final Mat smooth = new Mat();
    private final Point centre = new Point(-1, -1);
    private final Size computed = new Size(0, 0);

    /**
     * Scales {@code box} of {@code image}.
     *
     * @param image 8-bit, any number of channels
     * @param box a part that lies within the image
     * @param size width and height of the result in pixels
     * @param result is given the size and the image's type
     */
    void resample(Mat image, CropBox box, Size size, Mat result) {
        try (Rect area = new Rect(box.x(), box.y(), box.width(), box.height());
                Mat part = new Mat(image, area)) {
            shrink(part, box.width(), box.height(), size, result, 0);
        }
    }

    /**
     * Scales {@code part}, of which {@code width} and {@code height} are the exact size: after
     * halving an odd size, there is half a pixel more than was kept.
     */
    private void shrink(
            Mat part, double width, double height, Size size, Mat result, int halvings) {
        double factorX = width / size.width();
        double factorY = height / size.height();
        if (Math.min(factorX, factorY) >= HALVING_FACTOR) {
            Mat half = halves[halvings % 2];
            halve(part, half);
            shrink(half, width / 2, height / 2, size, result, halvings + 1);
        } else if (Math.max(factorX, factorY) > SMOOTHING_FACTOR) {
            smooth(part, missingVariance(factorX), missingVariance(factorY));
            scale(smooth, width, height, size, result);
        } else {
            scale(part, width, height, size, result);
        }
    }

    /** Means of 2 by 2 pixels; of an odd size the last row or column is left out. */
    private static void halve(Mat part, Mat half) {
        try (Rect even = new Rect(0, 0, part.cols() & ~1, part.rows() & ~1);
                Mat whole = new Mat(part, even);
                Size size = new Size(even.width() / 2, even.height() / 2)) {
            opencv_imgproc.resize(whole, half, size, 0, 0, INTER_AREA);
        }
    }

    private static double missingVariance(double factor) {
        return Math.max(0, (factor * factor - 1) / 6);
    }

    private void smooth(Mat part, double varianceX, double varianceY) {
        int border = BORDER_REPLICATE | BORDER_ISOLATED;
        try (Kernel x = Kernel.smoothing(varianceX);
                Kernel y = Kernel.smoothing(varianceY)) {
            opencv_imgproc.sepFilter2D(part, smooth, -1, x.row(), y.row(), centre, 0, border);
        }
    }

    /** OpenCV scales exactly as told only where it computes the size itself, by rounding. */
    private void scale(Mat part, double width, double height, Size size, Mat result) {
        double scaleX = Math.max(size.width() / width, (size.width() - 0.49) / part.cols());
        double scaleY = Math.max(size.height() / height, (size.height() - 0.49) / part.rows());
        opencv_imgproc.resize(part, result, computed, scaleX, scaleY, INTER_LINEAR);
    }

    @Override
    public void close() {
        halves[0].close();
        halves[1].close();
        smooth.close();
        centre.close();
        computed.close();
    }
}
