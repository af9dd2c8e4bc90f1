package org.swavstream.operators.multicrop;

import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** Turns the hue in place, each operation over all pixels. Owns native memory; not thread-safe. */
final class OpenCvHue implements AutoCloseable {

    /** No half is left to be rounded: OpenCV rounds it to the even number. */
    private static final double ROUND_UP = 1.0 / 1024;

    private final Planes before;
    private final Planes after;
    private final Mat smallest = new Mat();
    private final Mat largest = new Mat();
    private final Mat low = new Mat();
    private final Mat high = new Mat();
    private final Mat rises = new Mat();
    private final Mat room = new Mat();

    /**
     * @param pixels of every view
     */
    OpenCvHue(int pixels) {
        this.before = new Planes(pixels);
        this.after = new Planes(pixels);
    }

    /**
     * Turns the hue.
     *
     * @param view all pixels in one row
     */
    void apply(HueTurn turn, Mat view) {
        before.split(view);
        opencv_core.min(before.channel(0), before.channel(1), smallest);
        opencv_core.min(smallest, before.channel(2), smallest);
        opencv_core.max(before.channel(0), before.channel(1), largest);
        opencv_core.max(largest, before.channel(2), largest);
        opencv_core.subtract(largest, smallest, low);
        low.convertTo(low, -1, (double) turn.parts() / HueTurn.SIXTH, ROUND_UP);
        opencv_core.subtract(largest, low, high);
        opencv_core.add(smallest, low, low);
        for (int channel = 0; channel < HueTurn.CHANNELS; channel++) {
            move(
                    before.channel(channel),
                    before.channel(turn.next(channel)),
                    after.channel(turn.target(channel)));
        }
        after.merge(view);
    }

    /** OpenCV's subtraction ends at 0. */
    private void move(Mat own, Mat next, Mat result) {
        opencv_core.subtract(next, high, result);
        opencv_core.subtract(own, result, result);
        opencv_core.max(result, smallest, result);
        opencv_core.subtract(low, next, rises);
        opencv_core.subtract(largest, own, room);
        opencv_core.min(rises, room, rises);
        opencv_core.add(result, rises, result);
    }

    @Override
    public void close() {
        before.close();
        after.close();
        smallest.close();
        largest.close();
        low.close();
        high.close();
        rises.close();
        room.close();
    }
}
