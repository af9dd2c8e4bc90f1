package org.swavstream.image.textures;

import java.util.SplittableRandom;

/**
 * How a texture lies in its image: orientation, scale, phase and a slight warp.
 *
 * @param periods periods in the image's side, 3.5 to 7
 * @param cosine of the orientation, times the periods
 * @param sine of the orientation, times the periods
 * @param phaseU shift along the first axis, in periods
 * @param phaseV shift along the second axis, in periods
 * @param shiftX shift of each row in x by the warp, in sides
 * @param shiftY shift of each column in y by the warp, in sides
 */
record Placement(
        double periods,
        double cosine,
        double sine,
        double phaseU,
        double phaseV,
        double[] shiftX,
        double[] shiftY) {

    private static final double FEWEST_PERIODS = 3.5;
    private static final double MOST_PERIODS = 7;
    private static final double STRONGEST_WARP = 0.025;

    static Placement random(SplittableRandom random, int side) {
        double periods = FEWEST_PERIODS + (MOST_PERIODS - FEWEST_PERIODS) * random.nextDouble();
        double angle = 2 * Math.PI * random.nextDouble();
        return new Placement(
                periods,
                periods * StrictMath.cos(angle),
                periods * StrictMath.sin(angle),
                random.nextDouble(),
                random.nextDouble(),
                wave(random, side),
                wave(random, side));
    }

    private static double[] wave(SplittableRandom random, int side) {
        double strength = STRONGEST_WARP * random.nextDouble();
        double frequency = 2 * Math.PI * (0.5 + random.nextDouble()) / side;
        double phase = 2 * Math.PI * random.nextDouble();
        double[] wave = new double[side];
        for (int i = 0; i < side; i++) {
            wave[i] = strength * StrictMath.sin(frequency * i + phase);
        }
        return wave;
    }

    /** The width of a pixel in periods. */
    double pixel() {
        return periods / shiftX.length;
    }

    /** Position of a pixel along the texture's first axis. */
    double u(int column, int row) {
        return phaseU + cosine * x(column, row) + sine * y(column, row);
    }

    /** Position of a pixel along the texture's second axis. */
    double v(int column, int row) {
        return phaseV - sine * x(column, row) + cosine * y(column, row);
    }

    private double x(int column, int row) {
        return centred(column) + shiftX[row];
    }

    private double y(int column, int row) {
        return centred(row) + shiftY[column];
    }

    /** Position of a pixel's middle within the side, -0.5 to 0.5. */
    double centred(int pixel) {
        return (pixel + 0.5) / shiftX.length - 0.5;
    }
}
