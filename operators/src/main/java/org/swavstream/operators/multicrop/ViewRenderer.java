package org.swavstream.operators.multicrop;

import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** Makes views of one size from given parameters. Owns native memory; not thread-safe. */
final class ViewRenderer implements AutoCloseable {

    private final ViewPixels view;
    private final Resampler resampler;
    private final ViewEffects effects;

    /**
     * @param side width and height of the views in pixels
     */
    ViewRenderer(int side) {
        this.view = new ViewPixels(side, opencv_core.CV_8UC3);
        this.resampler = Resampler.fastest(side);
        this.effects = ViewEffects.fastest(side);
    }

    /** A view of {@code image}; 8-bit RGB, valid until the next one. */
    Mat render(DecodedImage image, ViewParameters parameters) {
        CropBox box = image.locate(parameters.box());
        resampler.resample(image.pixels(), box, parameters.mirrored(), view.square());
        effects.apply(parameters, view);
        return view.square();
    }

    @Override
    public void close() {
        view.close();
        resampler.close();
        effects.close();
    }
}
