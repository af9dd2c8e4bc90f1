package org.swavstream.operators.multicrop;

import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;

/** Changes views with OpenCV, each operation over all pixels. */
final class OpenCvEffects implements ViewEffects {

    private final ColorJitter jitter;
    private final ViewPixels gray;
    private final GaussianBlur blur = new GaussianBlur(new OpenCvFilter());

    /**
     * @param side width and height of every view in pixels
     */
    OpenCvEffects(int side) {
        this.jitter = new ColorJitter(side * side);
        this.gray = new ViewPixels(side, opencv_core.CV_8UC1);
    }

    @Override
    public void apply(ViewParameters parameters, ViewPixels view) {
        for (ColorChange change : parameters.colorChanges()) {
            jitter.apply(change, view.row());
        }
        if (parameters.grayscale()) {
            opencv_imgproc.cvtColor(view.row(), gray.row(), opencv_imgproc.COLOR_RGB2GRAY);
            // On one channel it costs a third.
            blur.apply(gray.square(), parameters.blurSigma());
            opencv_imgproc.cvtColor(gray.row(), view.row(), opencv_imgproc.COLOR_GRAY2RGB);
        } else {
            blur.apply(view.square(), parameters.blurSigma());
        }
    }

    @Override
    public void close() {
        jitter.close();
        gray.close();
        blur.close();
    }
}
