package org.swavstream.operators.multicrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.bytedeco.opencv.global.opencv_core;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.swavstream.operators.multicrop.ColorChange.Kind;

/** A savepoint of a JVM with vectors goes on in one without them, and the other way round. */
class ViewEffectsTest {

    private static final int VIEWS = 60;

    @Test
    void testsRunWithVectors() {
        assumeTrue(
                Runtime.version().feature() > 17 || "amd64".equals(System.getProperty("os.arch")));
        try (ViewEffects effects = ViewEffects.fastest(8)) {
            assertThat(effects).isInstanceOf(VectorEffects.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 12, 28, 32, 45, 63, 64, 65, 96, 97, 130, 224})
    void areTheSameToTheBitWithVectorsAndWithoutThem(int side) {
        Random random = new Random(side);
        try (ViewEffects opencv = new OpenCvEffects(side);
                ViewEffects vectors = new VectorEffects(side)) {
            for (int view = 0; view < VIEWS; view++) {
                byte[] pixels = colours(side, random);
                ViewParameters parameters = parameters(side, random);
                assertThat(apply(vectors, parameters, side, pixels))
                        .as(parameters.toString())
                        .isEqualTo(apply(opencv, parameters, side, pixels));
            }
        }
    }

    /** Each change by itself, over all colours that a cube of 4,096 of them has. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.001, 0.2, 0.5, 0.77, 1, 1.01, 1.3, 1.8, 2, 3.2, 4})
    void changeEveryColourTheSameWithVectorsAndWithoutThem(double factor) {
        int side = 64;
        byte[] cube = new byte[3 * side * side];
        for (int pixel = 0; pixel < side * side; pixel++) {
            cube[3 * pixel] = (byte) (17 * (pixel >> 8));
            cube[3 * pixel + 1] = (byte) (17 * (pixel >> 4 & 15));
            cube[3 * pixel + 2] = (byte) (17 * (pixel & 15));
        }
        try (ViewEffects opencv = new OpenCvEffects(side);
                ViewEffects vectors = new VectorEffects(side)) {
            for (Kind kind : Kind.values()) {
                double amount = kind == Kind.HUE ? factor % 1 - 0.5 : factor;
                ViewParameters change =
                        new ViewParameters(
                                new CropBox(0, 0, side, side),
                                false,
                                List.of(new ColorChange(kind, amount)),
                                false,
                                0);
                assertThat(apply(vectors, change, side, cube))
                        .as("%s by %s", kind, amount)
                        .isEqualTo(apply(opencv, change, side, cube));
            }
        }
    }

    /** The roundings of a factor's weights may add up to more than 1, and to less. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.2, 0.9993, 0.4, 1.3003, 1.8, 4})
    void saturationLeavesGrayAsItIs(double factor) {
        int side = 16;
        byte[] grays = new byte[3 * side * side];
        for (int at = 0; at < grays.length; at++) {
            grays[at] = (byte) (at / 3);
        }
        ViewParameters saturation =
                new ViewParameters(
                        new CropBox(0, 0, side, side),
                        false,
                        List.of(new ColorChange(Kind.SATURATION, factor)),
                        false,
                        0);
        try (ViewEffects effects = ViewEffects.fastest(side)) {
            assertThat(apply(effects, saturation, side, grays)).isEqualTo(grays);
        }
    }

    private static byte[] colours(int side, Random random) {
        byte[] pixels = new byte[3 * side * side];
        random.nextBytes(pixels);
        for (int at = 0; at < pixels.length; at += 2 + random.nextInt(5)) {
            pixels[at] = pixels[at / 2];
        }
        return pixels;
    }

    private static ViewParameters parameters(int side, Random random) {
        List<ColorChange> changes = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            if (random.nextInt(4) > 0) {
                double amount = kind == Kind.HUE ? random.nextDouble() - 0.5 : amount(random);
                changes.add(new ColorChange(kind, amount));
            }
        }
        Collections.shuffle(changes, random);
        return new ViewParameters(
                new CropBox(0, 0, side, side),
                false,
                changes,
                random.nextInt(4) == 0,
                random.nextBoolean() ? 0.1 + 4 * random.nextDouble() : 0);
    }

    private static double amount(Random random) {
        return 2 * random.nextDouble();
    }

    private static byte[] apply(
            ViewEffects effects, ViewParameters parameters, int side, byte[] pixels) {
        byte[] changed = new byte[pixels.length];
        try (ViewPixels view = new ViewPixels(side, opencv_core.CV_8UC3)) {
            view.square().data().put(pixels);
            effects.apply(parameters, view);
            view.square().data().get(changed);
        }
        return changed;
    }
}
