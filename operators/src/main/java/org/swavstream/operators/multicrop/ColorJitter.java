package org.swavstream.operators.multicrop;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * The operations of torchvision's ColorJitter on 8-bit RGB, each one in place and clamped to 0 to
 * 255. Owns native memory; not thread-safe.
 */
final class ColorJitter implements AutoCloseable {

    /**
     * OpenCV rounds where Pillow truncates. A little less than a half keeps whole numbers whole.
     */
    private static final double TRUNCATION = -0.4999;

    private static final double RED = 0.299;
    private static final double GREEN = 0.587;
    private static final double BLUE = 0.114;

    private final Mat gray = new Mat();
    private final Mat hsv = new Mat();
    private final FloatPointer mixing = new FloatPointer(12);
    private final Mat mixingRows = new Mat(3, 4, opencv_core.CV_32FC1, mixing);
    private byte[] hueBytes = {};
    private byte[] hueMask = {};

    /**
     * Applies {@code change} to {@code view}.
     *
     * @param view all pixels in one row
     */
    void apply(ColorChange change, Mat view) {
        double amount = change.amount();
        switch (change.kind()) {
            case BRIGHTNESS -> brightness(view, amount);
            case CONTRAST -> contrast(view, amount);
            case SATURATION -> saturation(view, amount);
            case HUE -> hue(view, amount);
        }
    }

    private static void brightness(Mat view, double factor) {
        view.convertTo(view, -1, factor, TRUNCATION);
    }

    /** Moves the colours from or to the mean of the gray image, rounded. */
    private void contrast(Mat view, double factor) {
        opencv_imgproc.cvtColor(view, gray, opencv_imgproc.COLOR_RGB2GRAY);
        try (Scalar mean = opencv_core.mean(gray)) {
            double level = Math.floor(mean.get(0) + 0.5);
            view.convertTo(view, -1, factor, (1 - factor) * level + TRUNCATION);
        }
    }

    /** Moves the colours from or to their own gray. */
    private void saturation(Mat view, double factor) {
        float red = (float) ((1 - factor) * RED);
        float green = (float) ((1 - factor) * GREEN);
        float blue = (float) ((1 - factor) * BLUE);
        float own = (float) factor;
        float offset = (float) TRUNCATION;
        mixing.put(red + own, green, blue, offset);
        mixing.getPointer(4).put(red, green + own, blue, offset);
        mixing.getPointer(8).put(red, green, blue + own, offset);
        opencv_core.transform(view, view, mixingRows);
    }

    /**
     * Turns the hue, a whole turn being 256 steps; as in torchvision, the shift is cut to whole
     * 1/255 turns.
     */
    private void hue(Mat view, double shift) {
        opencv_imgproc.cvtColor(view, hsv, opencv_imgproc.COLOR_RGB2HSV_FULL);
        prepareHue(Math.toIntExact(hsv.total() * hsv.channels()));
        BytePointer data = hsv.data();
        data.get(hueBytes);
        turn((byte) (int) (shift * 255));
        data.put(hueBytes);
        opencv_imgproc.cvtColor(hsv, view, opencv_imgproc.COLOR_HSV2RGB_FULL);
    }

    private void prepareHue(int bytes) {
        if (hueBytes.length != bytes) {
            hueBytes = new byte[bytes];
            hueMask = new byte[bytes];
            for (int i = 0; i < bytes; i += 3) {
                hueMask[i] = ~0;
            }
        }
    }

    /** A mask in place of steps of three: vector instructions add to all bytes, hue or not. */
    private void turn(byte steps) {
        byte[] bytes = hueBytes;
        byte[] mask = hueMask;
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (bytes[i] + (mask[i] & steps));
        }
    }

    @Override
    public void close() {
        gray.close();
        hsv.close();
        mixingRows.close();
        mixing.close();
    }
}
