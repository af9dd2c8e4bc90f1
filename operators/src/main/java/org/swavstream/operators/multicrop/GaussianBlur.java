package org.swavstream.operators.multicrop;

import java.util.Arrays;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Pillow's GaussianBlur, in place: three "extended" box filters in a row (Gwosdek et al.,
 * "Theoretical foundations of Gaussian convolution by extended box filtering", 2011), computed here
 * as one filter. Owns native memory; not thread-safe.
 */
final class GaussianBlur implements AutoCloseable {

    private static final int PASSES = 3;

    private final Filter filter;

    /**
     * @param filter closed with this
     */
    GaussianBlur(Filter filter) {
        this.filter = filter;
    }

    /**
     * Blurs {@code view}.
     *
     * @param sigma standard deviation in pixels; 0 for no blur
     */
    void apply(Mat view, double sigma) {
        if (sigma > 0) {
            double[] box = extendedBox(sigma);
            filter.apply(view, weights(convolve(convolve(box, box), box)));
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

    /** The weights of two filters in a row. */
    private static double[] convolve(double[] first, double[] second) {
        double[] both = new double[first.length + second.length - 1];
        for (int i = 0; i < first.length; i++) {
            for (int j = 0; j < second.length; j++) {
                both[i + j] += first[i] * second[j];
            }
        }
        return both;
    }

    /**
     * The weights of a pixel and of its neighbours on one side. Rounded here, they keep their sum,
     * so that a blur does not make an image lighter or darker. The pixel itself takes the
     * difference: for a standard deviation up to 10 at most 6/256.
     */
    private static short[] weights(double[] kernel) {
        int middle = kernel.length / 2;
        short[] weights = new short[middle + 1];
        int own = Filter.WHOLE;
        int radius = 0;
        for (int distance = 1; distance <= middle; distance++) {
            weights[distance] = (short) Math.rint(kernel[middle + distance] * Filter.WHOLE);
            own -= 2 * weights[distance];
            radius = weights[distance] > 0 ? distance : radius;
        }
        weights[0] = (short) own;
        return Arrays.copyOf(weights, radius + 1);
    }

    @Override
    public void close() {
        filter.close();
    }
}
