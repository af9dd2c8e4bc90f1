package org.swavstream.operators.multicrop;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;

/** OpenCV's filter, in floats, which hold whole 1/256 exactly. */
final class OpenCvFilter implements Filter {

    /** No half is left to be rounded: OpenCV rounds it to the even number. */
    private static final double ROUND_UP = 1.0 / 1024;

    private final Point centre = new Point(-1, -1);
    private final Mat alone = new Mat(1, 1, opencv_core.CV_32FC1, Scalar.ONE);

    @Override
    public void apply(Mat view, short[] weights) {
        int radius = weights.length - 1;
        float[] values = new float[2 * radius + 1];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) weights[Math.abs(i - radius)] / WHOLE;
        }
        try (FloatPointer floats = new FloatPointer(values);
                Mat row = new Mat(1, values.length, opencv_core.CV_32FC1, floats)) {
            apply(view, row, alone);
            apply(view, alone, row);
        }
    }

    private void apply(Mat view, Mat along, Mat across) {
        opencv_imgproc.sepFilter2D(
                view, view, -1, along, across, centre, ROUND_UP, opencv_core.BORDER_REPLICATE);
    }

    @Override
    public void close() {
        centre.close();
        alone.close();
    }
}
