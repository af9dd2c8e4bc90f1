package org.swavstream.operators.multicrop;

import java.util.Arrays;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;

/**
 * Pillow's GaussianBlur, in place: three "extended" box filters in a row (Gwosdek et al.,
 * "Theoretical foundations of Gaussian convolution by extended box filtering", 2011), computed here
 * as one filter. Owns native memory; not thread-safe.
 */
final class GaussianBlur implements AutoCloseable {

    private static final int PASSES = 3;

    private final Point centre = new Point(-1, -1);

    /**
     * Blurs {@code view}.
     *
     * @param sigma standard deviation in pixels, over 0
     */
    void apply(Mat view, double sigma) {
        double[] box = extendedBox(sigma);
        double[] twice = Kernel.convolve(box, box);
        try (Kernel kernel = Kernel.of(Kernel.convolve(twice, box))) {
            opencv_imgproc.sepFilter2D(
                    view,
                    view,
                    -1,
                    kernel.row(),
                    kernel.row(),
                    centre,
                    0,
                    opencv_core.BORDER_REPLICATE);
        }
    }

    /** A box of whole weights with a partial weight on either side, of variance sigma²/3. */
    private static double[] extendedBox(double sigma) {
        double variance = sigma * sigma / PASSES;
        int radius = (int) ((Math.sqrt(12 * variance + 1) - 1) / 2);
        double partial =
                (2 * radius + 1)
                        * (radius * (radius + 1) - 3 * variance)
                        / (6 * (variance - (radius + 1) * (radius + 1)));
        double[] weights = new double[2 * radius + 3];
        Arrays.fill(weights, 1 / (2 * radius + 1 + 2 * partial));
        weights[0] *= partial;
        weights[weights.length - 1] *= partial;
        return weights;
    }

    @Override
    public void close() {
        centre.close();
    }
}
