package org.swavstream.operators.multicrop;

import org.bytedeco.opencv.global.opencv_core;

/** Does it with OpenCV, each operation over all pixels. */
final class OpenCvEffects implements ViewEffects {

    private static final int LEFT_RIGHT = 1;

    private final ColorJitter jitter;
    private final Grayscale grayscale;
    private final GaussianBlur blur = new GaussianBlur(new OpenCvFilter());

    /**
     * @param side width and height of every view in pixels
     */
    OpenCvEffects(int side) {
        this.jitter = new ColorJitter(side * side);
        this.grayscale = new Grayscale(side);
    }

    @Override
    public void apply(ViewParameters parameters, ViewPixels view) {
        if (parameters.mirrored()) {
            mirror(view);
        }
        for (ColorChange change : parameters.colorChanges()) {
            jitter.apply(change, view.row());
        }
        if (parameters.grayscale()) {
            grayscale.apply(view.row(), gray -> blur.apply(gray, parameters.blurSigma()));
        } else {
            blur.apply(view.square(), parameters.blurSigma());
        }
    }

    /** Exchanges left and right. */
    static void mirror(ViewPixels view) {
        opencv_core.flip(view.square(), view.square(), LEFT_RIGHT);
    }

    @Override
    public void close() {
        jitter.close();
        grayscale.close();
        blur.close();
    }
}
