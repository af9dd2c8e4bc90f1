package org.swavstream.operators.multicrop;

/**
 * Moves colours from or to their own gray: a channel becomes {@code own} times itself plus a
 * weighted sum of all three, in whole 1/1024, cut off.
 *
 * @param red weight in the sum, in 1/{@link #WHOLE}
 * @param green weight in the sum, in 1/{@link #WHOLE}
 * @param blue weight in the sum, in 1/{@link #WHOLE}
 * @param own factor, in 1/{@link #WHOLE}
 */
record Saturation(int red, int green, int blue, int own) {

    /** OpenCV's own parts for 8-bit channels. */
    static final int WHOLE = 1024;

    /**
     * Gray stays gray: whatever the roundings, the weights of a channel are 1 together.
     *
     * @param factor 0 to 4, where 1 changes nothing
     */
    static Saturation by(double factor) {
        double gray = (1 - factor) * WHOLE;
        int red = (int) Math.rint(0.299 * gray);
        int green = (int) Math.rint(0.587 * gray);
        int blue = (int) Math.rint(0.114 * gray);
        return new Saturation(red, green, blue, WHOLE - red - green - blue);
    }
}
