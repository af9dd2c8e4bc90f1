package org.swavstream.operators.multicrop;

import java.util.Arrays;

/**
 * Pillow's anti-aliased bilinear filter along one axis, in the whole numbers of libtorch: every
 * pixel of the result is a weighted sum of at most {@link #TAPS} successive ones of the input.
 *
 * @param starts the first of them, for each pixel of the result
 * @param weights theirs, {@link #TAPS} for each pixel of the result, those behind the last one 0;
 *     in 1/2<sup>precision</sup>
 * @param precision as many bits as the largest weight leaves room for in 16 bits with a sign
 */
record TriangleFilter(int[] starts, int[] weights, int precision) {

    static final int TAPS = 4;

    /** The most that an input may be longer than its result. */
    private static final int MAX_FACTOR = TAPS / 2;

    /** One more than the largest weight: libtorch keeps them in 16 bits with a sign. */
    private static final int WEIGHTS_END = 1 << 15;

    /** The most pixels that {@link #TAPS} are enough for to scale them to {@code output} ones. */
    static int longestInput(int output) {
        return MAX_FACTOR * output;
    }

    /** The filter that scales {@code input} pixels to {@code output} ones. */
    static TriangleFilter of(int input, int output) {
        int[] starts = new int[output];
        double[] exact = new double[output * TAPS];
        double factor = (double) input / output;
        double radius = Math.max(1, factor);
        double slope = 1 / radius;
        for (int pixel = 0; pixel < output; pixel++) {
            double centre = factor * (pixel + 0.5);
            int start = Math.max(0, (int) (centre - radius + 0.5));
            int end = Math.min(input, (int) (centre + radius + 0.5));
            int first = pixel * TAPS;
            starts[pixel] = start;
            double sum = 0;
            for (int tap = start; tap < end; tap++) {
                double distance = Math.abs((tap - centre + 0.5) * slope);
                double weight = Math.max(0, 1 - distance);
                exact[first + tap - start] = weight;
                sum += weight;
            }
            for (int weight = first; weight < first + end - start; weight++) {
                exact[weight] /= sum;
            }
        }
        int precision = precision(Arrays.stream(exact).max().orElseThrow());
        return new TriangleFilter(starts, rounded(exact, precision), precision);
    }

    private static int precision(double largest) {
        int precision = 0;
        while ((int) (0.5 + largest * (1 << (precision + 1))) < WEIGHTS_END) {
            precision++;
        }
        return precision;
    }

    private static int[] rounded(double[] exact, int precision) {
        int[] weights = new int[exact.length];
        int whole = 1 << precision;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (int) (0.5 + exact[i] * whole);
        }
        return weights;
    }
}
