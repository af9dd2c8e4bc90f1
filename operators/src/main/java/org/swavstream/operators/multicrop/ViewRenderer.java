package org.swavstream.operators.multicrop;

import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Makes views of one size from given parameters, in the order of SwAV's transforms: crop and
 * resize, mirror, colour jitter, grayscale, blur. Owns native memory; not thread-safe.
 */
final class ViewRenderer implements AutoCloseable {

    private static final int LEFT_RIGHT = 1;

    private final Size size;
    private final Mat view = new Mat();
    private final Resampler resampler = new Resampler();
    private final ColorJitter jitter = new ColorJitter();
    private final Grayscale grayscale = new Grayscale();
    private final GaussianBlur blur = new GaussianBlur();

    /**
     * @param side width and height of the views in pixels
     */
    ViewRenderer(int side) {
        this.size = new Size(side, side);
    }

    /** A view of {@code image}; 8-bit RGB, valid until the next one. */
    Mat render(DecodedImage image, ViewParameters parameters) {
        resampler.resample(image.pixels(), image.locate(parameters.box()), size, view);
        if (parameters.mirrored()) {
            opencv_core.flip(view, view, LEFT_RIGHT);
        }
        for (ColorChange change : parameters.colorChanges()) {
            jitter.apply(change, view);
        }
        if (parameters.grayscale()) {
            grayscale.apply(view);
        }
        if (parameters.blurSigma() > 0) {
            blur.apply(view, parameters.blurSigma());
        }
        return view;
    }

    @Override
    public void close() {
        size.close();
        view.close();
        resampler.close();
        jitter.close();
        grayscale.close();
        blur.close();
    }
}
