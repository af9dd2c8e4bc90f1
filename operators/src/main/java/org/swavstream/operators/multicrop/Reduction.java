package org.swavstream.operators.multicrop;

/** The sizes at which a JPEG can be decoded; the smaller ones cost less (libjpeg's DCT scaling). */
enum Reduction {
    FULL(1),
    HALF(2),
    QUARTER(4),
    EIGHTH(8);

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

    /**
     * The strongest one that leaves enough pixels where the image is shrunk by {@code factor}
     * anyway.
     */
    static Reduction within(double factor) {
        Reduction strongest = FULL;
        for (Reduction reduction : values()) {
            strongest = reduction.divisor <= factor ? reduction : strongest;
        }
        return strongest;
    }
}
