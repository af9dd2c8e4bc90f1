package org.swavstream.operators.multicrop;

import org.bytedeco.opencv.opencv_core.Mat;

/**
 * An image in its upright orientation.
 *
 * @param pixels 8-bit RGB; owned by the {@link ImageDecoder}, valid until its next image
 * @param width columns of the image at full size
 * @param height rows of the image at full size
 * @param reduction how much smaller {@code pixels} is
 */
record DecodedImage(Mat pixels, int width, int height, Reduction reduction) {

    /** Where {@code box}, a part of the image at full size, lies in {@code pixels}. */
    CropBox locate(CropBox box) {
        return reduction == Reduction.FULL
                ? box
                : box.reduced(reduction.divisor(), pixels.cols(), pixels.rows());
    }
}
