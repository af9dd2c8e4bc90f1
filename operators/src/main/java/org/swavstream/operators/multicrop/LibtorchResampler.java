package org.swavstream.operators.multicrop;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.swavstream.operators.resample.AntialiasedResize;

/** Scales with libtorch's filter. Owns native memory that is as large as the largest part. */
final class LibtorchResampler implements Resampler {

    private static final int LEFT_RIGHT = 1;

    private final AntialiasedResize resize;
    private BytePointer part = new BytePointer();

    /**
     * @param width of the results in pixels
     * @param height of the results in pixels
     */
    LibtorchResampler(int width, int height) {
        this.resize = new AntialiasedResize(width, height);
    }

    @Override
    public void resample(Mat image, CropBox box, boolean mirrored, Mat result) {
        copy(image, box);
        resize.apply(part, box.width(), box.height(), result.data());
        if (mirrored) {
            opencv_core.flip(result, result, LEFT_RIGHT);
        }
    }

    /** The filter wants rows without anything between them. */
    private void copy(Mat image, CropBox box) {
        reserve(3L * box.width() * box.height());
        try (Rect area = new Rect(box.x(), box.y(), box.width(), box.height());
                Mat shown = new Mat(image, area);
                Mat target = new Mat(box.height(), box.width(), image.type(), part)) {
            shown.copyTo(target);
        }
    }

    private void reserve(long bytes) {
        if (part.capacity() < bytes) {
            part.close();
            part = new BytePointer(bytes);
        }
    }

    @Override
    public void close() {
        resize.close();
        part.close();
    }
}
