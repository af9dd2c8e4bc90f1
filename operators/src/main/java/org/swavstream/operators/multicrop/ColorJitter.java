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

    /** OpenCV rounds where Pillow cuts off. A little less than a half keeps whole numbers whole. */
    private static final double CUT_OFF = -0.5 + 1.0 / (2 * Scaling.WHOLE);

    private final Mat gray = new Mat();
    private final Mat ones;
    private final OpenCvHue hue;
    private final FloatPointer mixing = new FloatPointer(12);
    private final Mat mixingRows = new Mat(3, 4, opencv_core.CV_32FC1, mixing);

    /**
     * @param pixels of every view
     */
    ColorJitter(int pixels) {
        this.hue = new OpenCvHue(pixels);
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
            case BRIGHTNESS -> scale(view, Scaling.brightness(amount));
            case CONTRAST -> scale(view, Scaling.contrast(amount, mean(view)));
            case SATURATION -> saturation(view, amount);
            case HUE -> hue.apply(HueTurn.by(amount), view);
        }
    }

    private static void scale(Mat view, Scaling scaling) {
        double factor = (double) scaling.factor() / Scaling.WHOLE;
        double offset = (double) scaling.offset() / Scaling.WHOLE;
        view.convertTo(view, -1, factor, offset + CUT_OFF);
    }

    /** The mean of the gray image. */
    private double mean(Mat view) {
        opencv_imgproc.cvtColor(view, gray, opencv_imgproc.COLOR_RGB2GRAY);
        // A tenth of the time of OpenCV's mean at 96 by 96 pixels.
        return gray.dot(ones) / view.total();
    }

    /** Moves the colours from or to their own gray. */
    private void saturation(Mat view, double factor) {
        Saturation weights = Saturation.by(factor);
        float red = (float) weights.red() / Saturation.WHOLE;
        float green = (float) weights.green() / Saturation.WHOLE;
        float blue = (float) weights.blue() / Saturation.WHOLE;
        float own = (float) weights.own() / Saturation.WHOLE;
        float offset = (float) CUT_OFF;
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
