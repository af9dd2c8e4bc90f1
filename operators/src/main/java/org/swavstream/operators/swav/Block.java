package org.swavstream.operators.swav;

/** The kind of a residual block (He et al. 2016, Fig. 5). */
public enum Block {
    /** Two 3×3 convolutions: ResNet-18 and -34. */
    BASIC(1),
    /** 1×1, 3×3 and 1×1 convolutions, with the stride on the 3×3: ResNet-50 and -101. */
    BOTTLENECK(4);

    private final int expansion;

    Block(int expansion) {
        this.expansion = expansion;
    }

    /** Channels that leave the block, for each of its inner channels. */
    public int expansion() {
        return expansion;
    }
}
