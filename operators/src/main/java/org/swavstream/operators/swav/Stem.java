package org.swavstream.operators.swav;

import java.util.Locale;

/** The layers before the first residual block. */
public enum Stem {
    /** 7×7 of stride 2 and max-pooling of stride 2, for images of 96 to 224 pixels. */
    IMAGENET(7, 2, true),
    /** 3×3 of stride 1, for images of 32 pixels. */
    SMALL(3, 1, false),
    /** 3×3 of stride 2: for images of 32 pixels, at a quarter of the cost of {@link #SMALL}. */
    SMALL_STRIDE_2(3, 2, false);

    private final int kernel;
    private final int stride;
    private final boolean pooled;

    Stem(int kernel, int stride, boolean pooled) {
        this.kernel = kernel;
        this.stride = stride;
        this.pooled = pooled;
    }

    /**
     * The stem's name in a configuration: {@code imagenet}, {@code small}, {@code small-stride-2}.
     */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    int kernel() {
        return kernel;
    }

    int stride() {
        return stride;
    }

    boolean pooled() {
        return pooled;
    }
}
