package org.swavstream.operators.multicrop;

import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Cuts parts out of images and scales them to one size, anti-aliased as Pillow's bilinear filter
 * does it. Every way to do it gives the same bytes. Not thread-safe.
 */
interface Resampler extends AutoCloseable {

    /**
     * Scales {@code box} of {@code image}.
     *
     * @param image 8-bit RGB
     * @param box a part that lies within the image
     * @param mirrored whether left and right are exchanged
     * @param result 8-bit RGB of this resampler's size, rows without anything between them
     */
    void resample(Mat image, CropBox box, boolean mirrored, Mat result);

    @Override
    void close();

    /**
     * The fastest way that this JVM has.
     *
     * @param side width and height of the results in pixels
     */
    static Resampler fastest(int side) {
        return JavaVectors.scaleFaster()
                ? new VectorResampler(side)
                : new LibtorchResampler(side, side);
    }
}
