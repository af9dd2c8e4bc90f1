package org.swavstream.operators.multicrop;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;

/**
 * The three channels of an 8-bit RGB view by themselves: in memory all reds, then all greens, then
 * all blues. Owns native memory; not thread-safe.
 */
final class Planes implements AutoCloseable {

    private static final int CHANNELS = 3;
    private static final int ALIGNMENT = 64;

    private final int stride;
    private final BytePointer bytes;
    private final Mat[] channels = new Mat[CHANNELS];
    private final MatVector vector;

    /**
     * @param pixels of every view
     */
    Planes(int pixels) {
        this.stride = (pixels + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        this.bytes = new BytePointer((long) CHANNELS * stride);
        for (int channel = 0; channel < CHANNELS; channel++) {
            channels[channel] =
                    new Mat(
                            1,
                            pixels,
                            opencv_core.CV_8UC1,
                            bytes.getPointer((long) channel * stride));
        }
        this.vector = new MatVector(channels);
    }

    /**
     * Takes the channels of {@code view}.
     *
     * @param view all pixels in one row
     */
    void split(Mat view) {
        opencv_core.split(view, vector);
    }

    /** Makes {@code view} of the channels. */
    void merge(Mat view) {
        opencv_core.merge(vector, view);
    }

    /** 0 for red, 1 for green, 2 for blue; all pixels in one row. */
    Mat channel(int index) {
        return channels[index];
    }

    /** All channels, with anything between them. */
    BytePointer bytes() {
        return bytes;
    }

    /** From a channel to the next in {@link #bytes}: a multiple of 64. */
    int stride() {
        return stride;
    }

    @Override
    public void close() {
        vector.close();
        for (Mat channel : channels) {
            channel.close();
        }
        bytes.close();
    }
}
