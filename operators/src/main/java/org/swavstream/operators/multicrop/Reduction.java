package org.swavstream.operators.multicrop;

/** The sizes at which a JPEG can be decoded; the smaller ones cost less (libjpeg's DCT scaling). */
enum Reduction {
    FULL(1),
    HALF(2),
    QUARTER(4),
    EIGHTH(8);

    /** libjpeg's means of pixels are not Pillow's triangle; from here on it hardly shows. */
    private static final double MIN_FACTOR_LEFT = 1.25;

    private final int divisor;

    Reduction(int divisor) {
        this.divisor = divisor;
    }

    /** What width and height are divided by. */
    int divisor() {
        return divisor;
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
