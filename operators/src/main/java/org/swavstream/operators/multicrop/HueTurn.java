package org.swavstream.operators.multicrop;

import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;

/**
 * Turns the hue of 8-bit RGB as Pillow does by way of HSV, whose saturation and value stay. So the
 * largest and the smallest channel of a pixel stay as large and as small, and on the hexagon of
 * hues only one of the three moves at a time: the middle one up to the largest or down to the
 * smallest, then that one away. For a turn of t sixths of the hexagon, 0 ≤ t ≤ 1, a channel c
 * becomes
 *
 * <pre>clamp(c ± max(0, t (largest − smallest) − |c − middle|), smallest, largest)</pre>
 *
 * where the channel before it in the circle of red, green and blue is at least the one behind it
 * (+), or is less (−); the other way round for a turn back. A turn by two sixths only exchanges the
 * channels. All of it is 8-bit arithmetic, channel by channel.
 *
 * <p>Owns native memory; not thread-safe.
 */
final class HueTurn implements AutoCloseable {

    private static final int CHANNELS = 3;
    private static final double SIXTHS = 6;

    /** Pillow's steps of a whole turn, to which it cuts hues: they lose half a step on average. */
    private static final double STEPS = 255;

    private final Planes before;
    private final Planes after;
    private final Mat smallest = new Mat();
    private final Mat middle = new Mat();
    private final Mat largest = new Mat();
    private final Mat turn = new Mat();
    private final Mat step = new Mat();
    private final Mat rising = new Mat();
    private final Mat up = new Mat();

    /**
     * @param pixels of every view
     */
    HueTurn(int pixels) {
        this.before = new Planes(pixels);
        this.after = new Planes(pixels);
    }

    /**
     * Turns the hue, in place.
     *
     * @param view all pixels in one row
     * @param shift in turns, −0.5 to 0.5, of which whole 1/255 count as in torchvision
     */
    void apply(Mat view, double shift) {
        double sixths = SIXTHS * ((int) (shift * STEPS) - 0.5) / STEPS;
        int exchanges = (int) Math.rint(sixths / 2);
        double rest = sixths - 2 * exchanges;
        opencv_core.split(view, before.vector());
        Mat red = before.channel(-exchanges);
        Mat green = before.channel(1 - exchanges);
        Mat blue = before.channel(2 - exchanges);
        order(red, green, blue);
        opencv_core.subtract(largest, smallest, turn);
        turn.convertTo(turn, -1, Math.abs(rest), 0);
        boolean forward = rest > 0;
        move(red, blue, green, forward, after.channel(0));
        move(green, red, blue, forward, after.channel(1));
        move(blue, green, red, forward, after.channel(2));
        opencv_core.merge(after.vector(), view);
    }

    private void order(Mat red, Mat green, Mat blue) {
        opencv_core.min(red, green, smallest);
        opencv_core.max(red, green, largest);
        opencv_core.min(largest, blue, middle);
        opencv_core.max(largest, blue, largest);
        opencv_core.max(smallest, middle, middle);
        opencv_core.min(smallest, blue, smallest);
    }

    private void move(Mat own, Mat previous, Mat next, boolean forward, Mat result) {
        opencv_core.absdiff(own, middle, step);
        opencv_core.subtract(turn, step, step);
        int rises = forward ? opencv_core.CMP_GE : opencv_core.CMP_LE;
        opencv_core.compare(previous, next, rising, rises);
        opencv_core.bitwise_and(step, rising, up);
        opencv_core.subtract(step, up, step);
        opencv_core.add(own, up, result);
        opencv_core.min(result, largest, result);
        opencv_core.subtract(result, step, result);
        opencv_core.max(result, smallest, result);
    }

    @Override
    public void close() {
        before.close();
        after.close();
        smallest.close();
        middle.close();
        largest.close();
        turn.close();
        step.close();
        rising.close();
        up.close();
    }

    /** The channels of a view by themselves. Owns native memory. */
    private static final class Planes implements AutoCloseable {

        private final MatVector vector = new MatVector(CHANNELS);
        private final Mat[] channels = new Mat[CHANNELS];

        Planes(int pixels) {
            for (int channel = 0; channel < CHANNELS; channel++) {
                channels[channel] = new Mat(1, pixels, opencv_core.CV_8UC1);
                vector.put(channel, channels[channel]);
            }
        }

        /** All three, which share their memory with {@link #channel}. */
        MatVector vector() {
            return vector;
        }

        /** Red, green, blue, red, and so on in both directions. */
        Mat channel(int index) {
            return channels[Math.floorMod(index, CHANNELS)];
        }

        @Override
        public void close() {
            vector.close();
            for (Mat channel : channels) {
                channel.close();
            }
        }
    }
}
