package org.swavstream.image.textures;

/**
 * Random numbers at the points of an endless square lattice.
 *
 * @param seed which numbers
 */
record Lattice(long seed) {

    private static final double TO_UNIT = 0x1.0p-32;

    /** 64 random bits of a point: the finaliser of SplitMix64 over its coordinates. */
    long bits(long column, long row) {
        long z = seed + column * 0x9E3779B97F4A7C15L + row * 0xD1B54A32D192ED03L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** The upper half of a point's bits as a number of 0 to 1. */
    static double upper(long bits) {
        return (bits >>> 32) * TO_UNIT;
    }

    /** The lower half of a point's bits as a number of 0 to 1. */
    static double lower(long bits) {
        return (bits & 0xFFFFFFFFL) * TO_UNIT;
    }

    /** The number of the lattice square that holds a point, 0 to 1. */
    double square(double u, double v) {
        return upper(bits((long) Math.floor(u), (long) Math.floor(v)));
    }

    /** The numbers of the four points around (u, v), blended smoothly, 0 to 1. */
    double smooth(double u, double v) {
        long column = (long) Math.floor(u);
        long row = (long) Math.floor(v);
        double x = ease(u - column);
        double top = blend(at(column, row), at(column + 1, row), x);
        double bottom = blend(at(column, row + 1), at(column + 1, row + 1), x);
        return blend(top, bottom, ease(v - row));
    }

    private double at(long column, long row) {
        return upper(bits(column, row));
    }

    private static double ease(double t) {
        return t * t * (3 - 2 * t);
    }

    private static double blend(double a, double b, double share) {
        return a + (b - a) * share;
    }
}
