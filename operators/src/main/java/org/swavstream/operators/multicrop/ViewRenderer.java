package org.swavstream.operators.multicrop;

import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Makes views of one size from given parameters, in the order of SwAV's transforms: crop and
 * resize, mirror, colour jitter, grayscale, blur. Owns native memory; not thread-safe.
 */
final class ViewRenderer implements AutoCloseable {

    private static final int LEFT_RIGHT = 1;

    private final ViewPixels view;
    private final Resampler resampler;
    private final ColorJitter jitter;
    private final Grayscale grayscale;
    private final GaussianBlur blur = new GaussianBlur();

    /**
     * @param side width and height of the views in pixels
     */
    ViewRenderer(int side) {
        this.view = new ViewPixels(side, opencv_core.CV_8UC3);
        this.jitter = new ColorJitter(side * side);
        this.grayscale = new Grayscale(side);
        this.resampler = new Resampler(side, side);
    }

    /** A view of {@code image}; 8-bit RGB, valid until the next one. */
    Mat render(DecodedImage image, ViewParameters parameters) {
        Mat square = view.square();
        resampler.resample(image.pixels(), image.locate(parameters.box()), square);
        if (parameters.mirrored()) {
            opencv_core.flip(square, square, LEFT_RIGHT);
        }
        for (ColorChange change : parameters.colorChanges()) {
            jitter.apply(change, view.row());
        }
        if (parameters.grayscale()) {
            grayscale.apply(view.row(), gray -> blur(gray, parameters));
        } else {
            blur(square, parameters);
        }
        return square;
    }

    private void blur(Mat pixels, ViewParameters parameters) {
        if (parameters.blurSigma() > 0) {
            blur.apply(pixels, parameters.blurSigma());
        }
    }

    @Override
    public void close() {
        view.close();
        resampler.close();
        jitter.close();
        grayscale.close();
        blur.close();
    }
}
