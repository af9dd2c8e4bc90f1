package org.swavstream.operators.swav;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;

/**
 * The shape of a residual network without its classifier.
 *
 * @param block the kind of its blocks
 * @param layers number of blocks in each of the four stages, each at least 1
 * @param width channels after the stem, from 8; 64 in the published networks. Every stage doubles
 *     it
 * @param stem the layers before the first stage
 */
public record TrunkSettings(Block block, List<Integer> layers, int width, Stem stem)
        implements Serializable {

    private static final int STAGES = 4;
    private static final int PUBLISHED_WIDTH = 64;
    // With fewer channels, channels last, oneDNN 3.7 writes outside its buffers on AVX2.
    private static final int MIN_WIDTH = 8;

    public TrunkSettings {
        Objects.requireNonNull(block, "block");
        Objects.requireNonNull(stem, "stem");
        layers = List.copyOf(layers);
        if (layers.size() != STAGES || layers.stream().anyMatch(blocks -> blocks < 1)) {
            throw new IllegalArgumentException(
                    "trunk layers %s: %d numbers of at least 1 are needed"
                            .formatted(layers, STAGES));
        }
        if (width < MIN_WIDTH) {
            throw new IllegalArgumentException(
                    "trunk width %d: it must be at least %d".formatted(width, MIN_WIDTH));
        }
    }

    /**
     * A network by its name.
     *
     * @param name {@code resnet10}, {@code resnet18}, {@code resnet34}, {@code resnet50} or {@code
     *     resnet101}
     * @param widthFactor factor for all widths, 0.125 to 5; 64 times it must be an integer
     * @param stem the layers before the first stage
     */
    public static TrunkSettings of(String name, double widthFactor, Stem stem) {
        int width = width(widthFactor);
        return switch (name) {
            case "resnet10" -> new TrunkSettings(Block.BASIC, List.of(1, 1, 1, 1), width, stem);
            case "resnet18" -> new TrunkSettings(Block.BASIC, List.of(2, 2, 2, 2), width, stem);
            case "resnet34" -> new TrunkSettings(Block.BASIC, List.of(3, 4, 6, 3), width, stem);
            case "resnet50" ->
                    new TrunkSettings(Block.BOTTLENECK, List.of(3, 4, 6, 3), width, stem);
            case "resnet101" ->
                    new TrunkSettings(Block.BOTTLENECK, List.of(3, 4, 23, 3), width, stem);
            default ->
                    throw new IllegalArgumentException(
                            "trunk '%s' is not known: use resnet10, resnet18, resnet34, resnet50 or resnet101"
                                    .formatted(name));
        };
    }

    private static int width(double factor) {
        double width = PUBLISHED_WIDTH * factor;
        if (!(factor >= 0.125 && factor <= 5) || width != Math.rint(width)) {
            throw new IllegalArgumentException(
                    "width factor %s: it must be 0.125 to 5 and a multiple of 1/64"
                            .formatted(factor));
        }
        return (int) width;
    }

    /** Channels inside the blocks of a stage, counted from 0. */
    int stageWidth(int stage) {
        return width << stage;
    }

    /** Number of features that the trunk gives for an image. */
    public int features() {
        return stageWidth(STAGES - 1) * block.expansion();
    }
}
