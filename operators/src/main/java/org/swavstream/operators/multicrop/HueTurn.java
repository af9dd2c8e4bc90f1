package org.swavstream.operators.multicrop;

/**
 * A turn of the hue of 8-bit RGB as Pillow does it by way of HSV, whose saturation and value stay:
 * so a pixel's largest and smallest channel do.
 *
 * <p>A turn by two sixths of the hexagon of hues only exchanges the channels. What is left is a
 * turn by t sixths, 0 ≤ t ≤ 1, one way or the other. In it a channel moves down while the next one
 * is the largest or near it, and up while that is the smallest or near it. With T = t (largest −
 * smallest), rounded, a channel c becomes
 *
 * <pre>
 * max(smallest, c − max(0, next − (largest − T))) + min(max(0, (smallest + T) − next), largest − c)
 * </pre>
 *
 * <p>All of it is 8-bit arithmetic, channel by channel, and the same to the bit on every processor.
 *
 * @param exchanges by how many channels red moves on in the circle of red, green and blue
 * @param forward whether what is left turns from red to green, or from red to blue
 * @param parts t in 1/256, 0 to 256
 */
record HueTurn(int exchanges, boolean forward, int parts) {

    static final int CHANNELS = 3;

    /** The parts of a sixth. */
    static final int SIXTH = 256;

    private static final double SIXTHS = 6;

    /** Pillow's steps of a whole turn, to which it cuts hues: they lose half a step on average. */
    private static final double STEPS = 255;

    /**
     * @param shift in turns, −0.5 to 0.5, of which whole 1/255 count as in torchvision
     */
    static HueTurn by(double shift) {
        double sixths = SIXTHS * ((int) (shift * STEPS) - 0.5) / STEPS;
        int exchanges = (int) Math.rint(sixths / 2);
        double rest = sixths - 2 * exchanges;
        return new HueTurn(exchanges, rest > 0, (int) Math.rint(Math.abs(rest) * SIXTH));
    }

    /** The channel that comes next after {@code channel} in the direction of the turn. */
    int next(int channel) {
        return Math.floorMod(forward ? channel + 1 : channel - 1, CHANNELS);
    }

    /** What {@code channel} becomes by the exchanges. */
    int target(int channel) {
        return Math.floorMod(channel + exchanges, CHANNELS);
    }
}
