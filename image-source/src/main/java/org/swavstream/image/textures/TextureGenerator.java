package org.swavstream.image.textures;

import java.util.SplittableRandom;

/**
 * An endless stream of labelled colour textures.
 *
 * <p>Raw pixels do not tell the families apart: colours, polarity, orientation, scale, phase, warp,
 * light and noise are drawn anew for each image. An image follows from the stream's seed and its
 * number alone, on every machine: only arithmetic that Java defines exactly is used.
 */
public final class TextureGenerator {

    /** Smallest side in pixels; below it the finest periods cannot be seen. */
    public static final int SMALLEST_SIDE = 16;

    /** Largest side in pixels. */
    public static final int LARGEST_SIDE = 256;

    private static final TextureFamily[] FAMILIES = TextureFamily.values();

    private final int side;
    private final long firstSeed;

    /**
     * @param side width and height of the images in pixels, 16 to 256
     * @param streamSeed which stream
     * @throws IllegalArgumentException if the side is out of range
     */
    public TextureGenerator(int side, long streamSeed) {
        checkSide(side);
        this.side = side;
        // Mixed, so that streams of neighbouring seeds do not share images.
        this.firstSeed = new SplittableRandom(streamSeed).nextLong();
    }

    /**
     * Checks that images of this size can be drawn.
     *
     * @throws IllegalArgumentException if the side is out of range
     */
    public static void checkSide(int side) {
        if (side < SMALLEST_SIDE || side > LARGEST_SIDE) {
            throw new IllegalArgumentException(
                    "found textures of side %d, expected %d to %d"
                            .formatted(side, SMALLEST_SIDE, LARGEST_SIDE));
        }
    }

    /** The image with the given number; its family is as random as the rest of it. */
    public Texture draw(long number) {
        SplittableRandom random = new SplittableRandom(firstSeed + number);
        TextureFamily family = family(random);
        Placement placement = Placement.random(random, side);
        Paint paint = Paint.random(random);
        Pattern pattern = family.pattern(random, new Edge(placement.pixel()));
        return new Texture(family, side, render(pattern, placement, paint, random));
    }

    /** What the image with the given number shows, without drawing it. */
    public TextureFamily family(long number) {
        return family(new SplittableRandom(firstSeed + number));
    }

    private static TextureFamily family(SplittableRandom random) {
        return FAMILIES[random.nextInt(FAMILIES.length)];
    }

    private byte[] render(
            Pattern pattern, Placement placement, Paint paint, SplittableRandom random) {
        byte[] rgb = new byte[3 * side * side];
        int next = 0;
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                double share = pattern.at(placement.u(column, row), placement.v(column, row));
                double light = paint.light(placement.centred(column), placement.centred(row));
                for (int channel = 0; channel < 3; channel++) {
                    rgb[next++] = paint.channel(channel, share, light, random);
                }
            }
        }
        return rgb;
    }
}
