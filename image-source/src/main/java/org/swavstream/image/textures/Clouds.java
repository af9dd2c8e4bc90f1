package org.swavstream.image.textures;

/**
 * 1/f noise: octaves of smooth noise, each twice as fine and half as strong as the one before.
 *
 * @param lattice its random numbers
 */
record Clouds(Lattice lattice) implements Pattern {

    private static final int OCTAVES = 4;

    /** Periods of the coarsest octave in one period of the texture. */
    private static final double COARSEST = 0.4;

    /** Spreads the sum, which stays near its middle, over 0 to 1. */
    private static final double CONTRAST = 2;

    @Override
    public double at(double u, double v) {
        double sum = 0;
        double frequency = COARSEST;
        double strength = 0.5;
        for (int octave = 0; octave < OCTAVES; octave++) {
            sum += strength * (lattice.smooth(u * frequency, v * frequency) - 0.5);
            frequency *= 2;
            strength /= 2;
        }
        return Math.max(0, Math.min(1, 0.5 + CONTRAST * sum));
    }
}
