package org.swavstream.operators.multicrop;

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
    private final Mat ones;
    private final HueTurn hue;
    private final FloatPointer mixing = new FloatPointer(12);
    private final Mat mixingRows = new Mat(3, 4, opencv_core.CV_32FC1, mixing);

    /**
     * @param pixels of every view
     */
    ColorJitter(int pixels) {
        this.hue = new HueTurn(pixels);
        this.ones = new Mat(1, pixels, opencv_core.CV_8UC1, Scalar.ONE);
    }

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
            case HUE -> hue.apply(view, amount);
        }
    }

    private static void brightness(Mat view, double factor) {
        view.convertTo(view, -1, factor, TRUNCATION);
    }

    /** Moves the colours from or to the mean of the gray image, rounded. */
    private void contrast(Mat view, double factor) {
        opencv_imgproc.cvtColor(view, gray, opencv_imgproc.COLOR_RGB2GRAY);
        // A tenth of the time of OpenCV's mean at 96 by 96 pixels.
        double mean = gray.dot(ones) / view.total();
        double level = Math.floor(mean + 0.5);
        view.convertTo(view, -1, factor, (1 - factor) * level + TRUNCATION);
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

    @Override
    public void close() {
        gray.close();
        ones.close();
        hue.close();
        mixingRows.close();
        mixing.close();
    }
}
