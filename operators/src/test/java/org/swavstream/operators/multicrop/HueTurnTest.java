package org.swavstream.operators.multicrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.opencv.global.opencv_core;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HueTurnTest {

    private static final int SIDE = 64;
    private static final int PIXELS = SIDE * SIDE;

    /** Java's own HSB is real-valued: what is left are two roundings. */
    @ParameterizedTest
    @ValueSource(
            doubles = {-0.5, -0.34, -0.33, -0.2, -0.17, -0.1, 0, 0.04, 0.1, 0.17, 0.2, 0.33, 0.5})
    void isTheTurnOfHsbColours(double shift) {
        byte[] colours = colours();
        byte[] turned = turn(colours, shift);
        float turn = ((int) (shift * 255) - 0.5f) / 255;
        for (int at = 0; at < colours.length; at += 3) {
            int expected = turned(colours, at, turn);
            assertThat(channel(turned, at))
                    .isBetween((expected >> 16 & 255) - 1, (expected >> 16 & 255) + 1);
            assertThat(channel(turned, at + 1))
                    .isBetween((expected >> 8 & 255) - 1, (expected >> 8 & 255) + 1);
            assertThat(channel(turned, at + 2))
                    .isBetween((expected & 255) - 1, (expected & 255) + 1);
        }
    }

    @Test
    void keepsGrayAndEachPixelsLargestAndSmallestChannel() {
        byte[] colours = colours();
        byte[] turned = turn(colours, 0.13);
        for (int at = 0; at < colours.length; at += 3) {
            assertThat(largest(turned, at)).isEqualTo(largest(colours, at));
            assertThat(smallest(turned, at)).isEqualTo(smallest(colours, at));
        }
    }

    private static int turned(byte[] colours, int at, float turn) {
        float[] hsb =
                Color.RGBtoHSB(
                        channel(colours, at),
                        channel(colours, at + 1),
                        channel(colours, at + 2),
                        null);
        return Color.HSBtoRGB(hsb[0] + turn, hsb[1], hsb[2]);
    }

    /** Every hue, pure and pale, black and gray, and all ties between channels. */
    private static byte[] colours() {
        SplittableRandom random = new SplittableRandom(11);
        byte[] colours = new byte[3 * PIXELS];
        for (int at = 0; at < colours.length; at += 3) {
            for (int channel = 0; channel < 3; channel++) {
                colours[at + channel] = (byte) (51 * random.nextInt(6));
            }
            if (random.nextBoolean()) {
                colours[at] = (byte) random.nextInt(256);
                colours[at + 2] = (byte) random.nextInt(256);
            }
        }
        return colours;
    }

    private static byte[] turn(byte[] colours, double shift) {
        ViewParameters parameters =
                new ViewParameters(
                        new CropBox(0, 0, SIDE, SIDE),
                        false,
                        List.of(new ColorChange(ColorChange.Kind.HUE, shift)),
                        false,
                        0);
        try (ViewEffects effects = ViewEffects.fastest(SIDE);
                ViewPixels view = new ViewPixels(SIDE, opencv_core.CV_8UC3)) {
            view.square().data().put(colours);
            effects.apply(parameters, view);
            byte[] turned = new byte[colours.length];
            view.square().data().get(turned);
            return turned;
        }
    }

    private static int largest(byte[] pixels, int at) {
        return Math.max(
                channel(pixels, at), Math.max(channel(pixels, at + 1), channel(pixels, at + 2)));
    }

    private static int smallest(byte[] pixels, int at) {
        return Math.min(
                channel(pixels, at), Math.min(channel(pixels, at + 1), channel(pixels, at + 2)));
    }

    private static int channel(byte[] pixels, int at) {
        return Byte.toUnsignedInt(pixels[at]);
    }
}
