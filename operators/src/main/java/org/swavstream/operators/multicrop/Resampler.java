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
            shrink(part, size, result, 0);
        }
    }

    private void shrink(Mat part, Size size, Mat result, int halvings) {
        double factorX = part.cols() / (double) size.width();
        double factorY = part.rows() / (double) size.height();
        if (factorX >= HALVING_FACTOR && factorY >= HALVING_FACTOR) {
            Mat half = halves[halvings % 2];
            halve(part, half);
            shrink(half, size, result, halvings + 1);
        } else if (factorX > SMOOTHING_FACTOR || factorY > SMOOTHING_FACTOR) {
            smooth(part, missingVariance(factorX), missingVariance(factorY));
            opencv_imgproc.resize(smooth, result, size, 0, 0, INTER_LINEAR);
        } else {
            opencv_imgproc.resize(part, result, size, 0, 0, INTER_LINEAR);
        }
    }

    /** Means of 2 by 2 pixels; of an odd row or column the last one is left out. */
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

    @Override
    public void close() {
        halves[0].close();
        halves[1].close();
        smooth.close();
        centre.close();
    }
}
