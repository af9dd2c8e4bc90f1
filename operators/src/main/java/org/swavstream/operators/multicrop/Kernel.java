package org.swavstream.operators.multicrop;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * The weights of a one-dimensional filter, symmetric, with sum 1. Owns native memory.
 *
 * <p>OpenCV filters bytes with weights in whole 1/256. Rounded here, they keep their sum, so that a
 * filter does not make an image lighter or darker; and weights of zero cost nothing. The middle one
 * takes the difference: for a blur of a standard deviation up to 10 at most 6/256.
 */
final class Kernel implements AutoCloseable {

    private static final int WHOLE = 256;

    private final FloatPointer weights;
    private final Mat row;

    private Kernel(float[] weights) {
        this.weights = new FloatPointer(weights);
        this.row = new Mat(1, weights.length, opencv_core.CV_32FC1, this.weights);
    }

    /** A filter with an odd number of weights, of which the middle one is the largest. */
    static Kernel of(double... weights) {
        int middle = weights.length / 2;
        int[] parts = new int[middle + 1];
        parts[0] = WHOLE;
        int radius = 0;
        for (int distance = 1; distance <= middle; distance++) {
            parts[distance] = (int) Math.rint(weights[middle + distance] * WHOLE);
            parts[0] -= 2 * parts[distance];
            radius = parts[distance] > 0 ? distance : radius;
        }
        float[] values = new float[2 * radius + 1];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) parts[Math.abs(i - radius)] / WHOLE;
        }
        return new Kernel(values);
    }

    /** The weights of two filters in a row. */
    static double[] convolve(double[] first, double[] second) {
        double[] both = new double[first.length + second.length - 1];
        for (int i = 0; i < first.length; i++) {
            for (int j = 0; j < second.length; j++) {
                both[i + j] += first[i] * second[j];
            }
        }
        return both;
    }

    /** The weights as a row of 32-bit floats; valid until this is closed. */
    Mat row() {
        return row;
    }

    @Override
    public void close() {
        row.close();
        weights.close();
    }
}
