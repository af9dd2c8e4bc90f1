package org.swavstream.operators.multicrop;

/**
 * What brightness and contrast do: a channel becomes {@code factor} times itself plus {@code
 * offset}, in whole 1/8192, cut off as Pillow does it, and clamped to 0 to 255.
 *
 * @param factor in 1/{@link #WHOLE}
 * @param offset in 1/{@link #WHOLE}
 */
record Scaling(int factor, int offset) {

    /** As many parts as have room, up to a factor of 4, in a float for OpenCV. */
    static final int WHOLE = 8192;

    /** Whole numbers stay whole, although the factor is rounded: 255 times that is less. */
    private static final int TOLERANCE = WHOLE / 64;

    /**
     * Moves colours from or to black.
     *
     * @param factor 0 to 4, where 1 changes nothing
     */
    static Scaling brightness(double factor) {
        return new Scaling((int) Math.rint(factor * WHOLE), TOLERANCE);
    }

    /**
     * Moves colours from or to the mean of the gray image, rounded.
     *
     * @param factor 0 to 4, where 1 changes nothing
     * @param mean of the gray image, 0 to 255
     */
    static Scaling contrast(double factor, double mean) {
        int parts = (int) Math.rint(factor * WHOLE);
        int level = (int) Math.floor(mean + 0.5);
        return new Scaling(parts, (WHOLE - parts) * level + TOLERANCE);
    }
}
