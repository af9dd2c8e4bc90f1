package org.swavstream.operators.multicrop;

import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;

/**
 * The one view of a held-out image: the shorter side is scaled, and the middle is cut out. Views
 * from 64 pixels on show 224/256 of the shorter side, as on ImageNet; smaller ones show all of it.
 */
final class EvaluationView {

    private static final int MARGIN_FROM_SIDE = 64;

    /** What is longer cannot be seen in the view anyway, and would be scaled for nothing. */
    private static final int LONGEST_ASPECT = 4;

    private EvaluationView() {}

    /** The length that the image's shorter side is scaled to for a view of {@code side} pixels. */
    static int scaledSide(int side) {
        return side >= MARGIN_FROM_SIDE ? (int) Math.round(side * 256 / 224.0) : side;
    }

    /** Pixels of the view: side × side × 3 bytes of RGB. */
    static byte[] render(DecodedImage image, int side) {
        CropBox shown = image.locate(visible(image.width(), image.height()));
        int shorter = Math.min(shown.width(), shown.height());
        int target = scaledSide(side);
        int width = (int) ((long) target * shown.width() / shorter);
        int height = (int) ((long) target * shown.height() / shorter);
        try (Resampler resampler = new LibtorchResampler(width, height);
                Mat scaled = new Mat(height, width, opencv_core.CV_8UC3)) {
            resampler.resample(image.pixels(), shown, false, scaled);
            return middle(scaled, side);
        }
    }

    private static CropBox visible(int width, int height) {
        long longest = (long) LONGEST_ASPECT * Math.min(width, height);
        return CropBox.centred(
                width, height, (int) Math.min(width, longest), (int) Math.min(height, longest));
    }

    private static byte[] middle(Mat scaled, int side) {
        int left = (int) Math.rint((scaled.cols() - side) / 2.0);
        int top = (int) Math.rint((scaled.rows() - side) / 2.0);
        byte[] pixels = new byte[side * side * 3];
        try (Rect area = new Rect(left, top, side, side);
                Mat part = new Mat(scaled, area);
                Mat view = part.clone()) {
            view.data().get(pixels);
        }
        return pixels;
    }
}
