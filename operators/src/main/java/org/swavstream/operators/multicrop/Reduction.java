package org.swavstream.operators.multicrop;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_2;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_4;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_8;

/** The sizes at which a JPEG can be decoded; the smaller ones cost less (libjpeg's DCT scaling). */
enum Reduction {
    FULL(1, 0),
    HALF(2, IMREAD_REDUCED_GRAYSCALE_2),
    QUARTER(4, IMREAD_REDUCED_GRAYSCALE_4),
    EIGHTH(8, IMREAD_REDUCED_GRAYSCALE_8);

    /** libjpeg's means of pixels are not Pillow's triangle; from here on it hardly shows. */
    private static final double MIN_FACTOR_LEFT = 1.25;

    private final int divisor;
    private final int flag;

    Reduction(int divisor, int flag) {
        this.divisor = divisor;
        this.flag = flag;
    }

    /** What width and height are divided by. */
    int divisor() {
        return divisor;
    }

    /**
     * OpenCV's flag, to be joined with that of a colour. Its name says grayscale since it is the
     * reduction alone; IMREAD_REDUCED_COLOR_* would add BGR, which OpenCV refuses beside RGB.
     */
    int flag() {
        return flag;
    }

    /** What becomes of a width or height of {@code size} pixels. */
    int apply(int size) {
        return (size + divisor - 1) / divisor;
    }

    /** The strongest one that leaves enough to do where an image is shrunk by {@code factor}. */
    static Reduction within(double factor) {
        Reduction strongest = FULL;
        for (Reduction reduction : values()) {
            boolean enoughLeft = factor / reduction.divisor >= MIN_FACTOR_LEFT;
            strongest = enoughLeft ? reduction : strongest;
        }
        return strongest;
    }
}
