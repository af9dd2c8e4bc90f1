package org.swavstream.operators.multicrop;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** The weights of a one-dimensional filter, symmetric, with sum 1. Owns native memory. */
final class Kernel implements AutoCloseable {

    private final FloatPointer weights;
    private final Mat row;

    private Kernel(float[] weights) {
        this.weights = new FloatPointer(weights);
        this.row = new Mat(1, weights.length, opencv_core.CV_32FC1, this.weights);
    }

    /** A filter with the given weights. */
    static Kernel of(double... weights) {
        float[] values = new float[weights.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) weights[i];
        }
        return new Kernel(values);
    }

    /**
     * A smoothing filter: one of three weights, or as many of them in a row as keep each one's
     * variance at 1/2 or less.
     *
     * @param variance its variance in pixels², at least 0
     */
    static Kernel smoothing(double variance) {
        int passes = Math.max(1, (int) Math.ceil(2 * variance));
        double side = variance / passes / 2;
        double[] pass = {side, 1 - 2 * side, side};
        double[] weights = pass;
        for (int i = 1; i < passes; i++) {
            weights = convolve(weights, pass);
        }
        return of(weights);
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
