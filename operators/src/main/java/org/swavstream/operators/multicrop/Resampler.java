package org.swavstream.operators.multicrop;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.swavstream.operators.resample.AntialiasedResize;

/**
 * Scales parts of images to one size, anti-aliased as Pillow's bilinear filter does it. Owns native
 * memory that is as large as the largest part; not thread-safe.
 */
final class Resampler implements AutoCloseable {

    private final AntialiasedResize resize;
    private BytePointer part = new BytePointer();

    /**
     * @param width of the results in pixels
     * @param height of the results in pixels
     */
    Resampler(int width, int height) {
        this.resize = new AntialiasedResize(width, height);
    }

    /**
     * Scales {@code box} of {@code image}.
     *
     * @param image 8-bit RGB
     * @param box a part that lies within the image
     * @param result 8-bit RGB of this resampler's size
     */
    void resample(Mat image, CropBox box, Mat result) {
        copy(image, box);
        resize.apply(part, box.width(), box.height(), result.data());
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
