package org.swavstream.image.textures;

import java.util.SplittableRandom;

/**
 * Colours and light of a texture.
 *
 * @param first RGB where the pattern is 0; each channel 0 to 1
 * @param second RGB where the pattern is 1
 * @param gain brightness in the middle, 0.9 to 1.1
 * @param slopeX change of brightness over the width, -0.2 to 0.2
 * @param slopeY change of brightness over the height, -0.2 to 0.2
 */
record Paint(double[] first, double[] second, double gain, double slopeX, double slopeY) {

    private static final double LEAST_DIFFERENCE = 0.6;
    private static final double NOISE = 0.03;

    static Paint random(SplittableRandom random) {
        double[] first;
        double[] second;
        do {
            first = colour(random);
            second = colour(random);
            expose(first, second);
        } while (difference(first, second) <= LEAST_DIFFERENCE);
        double gain = 0.9 + 0.2 * random.nextDouble();
        return new Paint(first, second, gain, slope(random), slope(random));
    }

    /**
     * Shifts two colours so that their mean luminance is 0.5, as a camera's automatic exposure
     * does. Otherwise brightness tells images apart more easily than texture.
     */
    private static void expose(double[] first, double[] second) {
        double shift = 0.5 - (luminance(first) + luminance(second)) / 2;
        for (int channel = 0; channel < first.length; channel++) {
            first[channel] = Math.max(0, Math.min(1, first[channel] + shift));
            second[channel] = Math.max(0, Math.min(1, second[channel] + shift));
        }
    }

    private static double luminance(double[] colour) {
        return 0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2];
    }

    private static double[] colour(SplittableRandom random) {
        return new double[] {random.nextDouble(), random.nextDouble(), random.nextDouble()};
    }

    private static double difference(double[] a, double[] b) {
        return Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]) + Math.abs(a[2] - b[2]);
    }

    private static double slope(SplittableRandom random) {
        return 0.4 * random.nextDouble() - 0.2;
    }

    /**
     * Brightness at a point.
     *
     * @param x position within the width, -0.5 to 0.5
     * @param y position within the height, -0.5 to 0.5
     */
    double light(double x, double y) {
        return gain * (1 + slopeX * x + slopeY * y);
    }

    /** The 8-bit value of a channel, with the noise of a camera. */
    byte channel(int channel, double share, double light, SplittableRandom random) {
        double colour = first[channel] + (second[channel] - first[channel]) * share;
        double value = colour * light + NOISE * gaussian(random);
        return (byte) (255 * Math.max(0, Math.min(1, value)) + 0.5);
    }

    /** The ones among 64 random bits: mean 32, deviation 4, near enough a normal distribution. */
    private static double gaussian(SplittableRandom random) {
        return (Long.bitCount(random.nextLong()) - 32) / 4.0;
    }
}
