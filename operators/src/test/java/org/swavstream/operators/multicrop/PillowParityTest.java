package org.swavstream.operators.multicrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.swavstream.image.UnusableImageException;
import org.swavstream.operators.multicrop.ColorChange.Kind;

/**
 * Each stage against what Pillow makes of the same image with the same parameters. The limits are
 * mean absolute differences in steps of 1/255, a little over what was found.
 */
class PillowParityTest {

    private static final int SIDE = 64;

    @ParameterizedTest
    @CsvSource({
        "30, 20, 32, 32, 64, 0.35",
        "100, 90, 48, 48, 48, 0",
        "51, 33, 70, 66, 56, 0.5",
        "64, 40, 96, 96, 64, 0.45",
        "11, 7, 144, 141, 64, 0.35",
        "0, 0, 160, 170, 64, 0.65",
        "40, 10, 167, 161, 48, 0.6",
        "0, 0, 240, 180, 32, 0.8"
    })
    void resize(int x, int y, int width, int height, int side, double limit) {
        try (Mat photo = TestImages.image("photo.png");
                Resampler resampler = new Resampler();
                Size size = new Size(side, side);
                Mat view = new Mat()) {
            resampler.resample(photo, new CropBox(x, y, width, height), size, view);
            String expected = "resize_%d_%d_%d_%d_%d.png".formatted(x, y, width, height, side);
            assertClose(view, expected, limit);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "BRIGHTNESS, 0.25, 0",
        "BRIGHTNESS, 0.7, 0",
        "BRIGHTNESS, 1.7, 0",
        "CONTRAST, 0.25, 0",
        "CONTRAST, 0.7, 0",
        "CONTRAST, 1.7, 0",
        "SATURATION, 0.25, 0.25",
        "SATURATION, 0.7, 0.15",
        "SATURATION, 1.7, 0.2",
        "HUE, -0.2, 1.0",
        "HUE, 0.05, 1.0",
        "HUE, 0.17, 1.0"
    })
    void colorChange(Kind kind, double amount, double limit) {
        try (ColorJitter jitter = new ColorJitter()) {
            String expected = "%s_%s.png".formatted(kind.name().toLowerCase(Locale.ROOT), amount);
            assertStage(view -> jitter.apply(new ColorChange(kind, amount), view), expected, limit);
        }
    }

    @ParameterizedTest
    @CsvSource({"0.1, 0", "0.3, 0.25", "0.6, 0.7", "1.0, 0.55", "1.5, 0.35", "2.0, 0.35"})
    void blur(double sigma, double limit) {
        try (GaussianBlur blur = new GaussianBlur()) {
            assertStage(view -> blur.apply(view, sigma), "blur_%s.png".formatted(sigma), limit);
        }
    }

    @Test
    void grayscale() {
        try (Grayscale grayscale = new Grayscale()) {
            assertStage(grayscale::apply, "grayscale.png", 0.001);
        }
    }

    @Test
    void mirror() {
        assertStage(view -> opencv_core.flip(view, view, 1), "mirror.png", 0);
    }

    @Test
    void wholeChain() {
        List<ColorChange> changes =
                List.of(
                        new ColorChange(Kind.SATURATION, 1.4),
                        new ColorChange(Kind.HUE, -0.1),
                        new ColorChange(Kind.BRIGHTNESS, 0.8),
                        new ColorChange(Kind.CONTRAST, 1.3));
        CropBox box = new CropBox(20, 40, 128, 112);
        try (Mat photo = TestImages.image("photo.png");
                ViewRenderer renderer = new ViewRenderer(SIDE)) {
            DecodedImage image =
                    new DecodedImage(photo, photo.cols(), photo.rows(), Reduction.FULL);
            Mat view = renderer.render(image, new ViewParameters(box, true, changes, false, 0.9));
            assertClose(view, "chain.png", 1.4);
        }
    }

    @ParameterizedTest
    @CsvSource({"32, 0.9", "112, 0.6"})
    void evaluationView(int side, double limit) throws UnusableImageException {
        try (MultiCrop multiCrop = TestCrops.small()) {
            byte[] view = multiCrop.evaluationView(TestImages.bytes("photo.png"), side);
            assertClose(view, "evaluation_%d.png".formatted(side), limit);
        }
    }

    private static void assertStage(Consumer<Mat> stage, String expected, double limit) {
        try (Mat view = TestImages.image("stages/view.png")) {
            stage.accept(view);
            assertClose(view, expected, limit);
        }
    }

    private static void assertClose(Mat view, String expected, double limit) {
        assertClose(TestImages.pixels(view), expected, limit);
    }

    private static void assertClose(byte[] view, String expected, double limit) {
        try (Mat reference = TestImages.image("stages/" + expected)) {
            double difference = TestImages.difference(view, TestImages.pixels(reference));
            assertThat(difference).as(expected).isLessThanOrEqualTo(limit);
        }
    }
}
