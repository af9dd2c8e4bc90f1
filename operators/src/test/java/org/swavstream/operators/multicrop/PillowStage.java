package org.swavstream.operators.multicrop;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.swavstream.image.UnusableImageException;
import org.swavstream.operators.multicrop.ColorChange.Kind;

/**
 * A stage of the augmentation with given parameters, and what Pillow makes of the same image.
 *
 * @param stage what is done
 * @param parameters with which numbers
 * @param expected Pillow's image, a file of the test resources
 * @param limit largest mean absolute difference in steps of 1/255, a little over what was found
 * @param ours our pixels
 */
record PillowStage(String stage, String parameters, String expected, double limit, Pixels ours) {

    private static final int SIDE = 64;

    /** Renders an image. */
    interface Pixels {
        byte[] render() throws UnusableImageException;
    }

    /** Every stage. */
    static List<PillowStage> all() {
        return Stream.of(decodings(), resizes(), colors(), blurs(), whole())
                .flatMap(List::stream)
                .toList();
    }

    /** Mean absolute difference to Pillow's image, in steps of 1/255. */
    double difference() throws UnusableImageException {
        try (Mat reference = TestImages.image("stages/" + expected)) {
            return TestImages.difference(ours.render(), TestImages.pixels(reference));
        }
    }

    @Override
    public String toString() {
        return stage + " " + parameters;
    }

    private static List<PillowStage> decodings() {
        return List.of(
                decoding("YCbCr, 4:2:0", 0, "photo.jpg", "decoded_photo.png"),
                decoding(
                        "YCbCr, 4:4:4, progressive",
                        0,
                        "formats/progressive.jpg",
                        "decoded_progressive.png"),
                decoding("grayscale", 0, "formats/gray.jpg", "decoded_gray.png"),
                decoding("CMYK", 1.05, "formats/cmyk.jpg", "decoded_cmyk.png"));
    }

    private static PillowStage decoding(String kind, double limit, String jpeg, String expected) {
        return new PillowStage("JPEG decoding", kind, expected, limit, () -> decoded(jpeg));
    }

    private static byte[] decoded(String jpeg) {
        try (Mat image = TestImages.image(jpeg)) {
            return TestImages.pixels(image);
        }
    }

    private static List<PillowStage> resizes() {
        return List.of(
                resize(new CropBox(30, 20, 32, 32), 64),
                resize(new CropBox(100, 90, 48, 48), 48),
                resize(new CropBox(51, 33, 70, 66), 56),
                resize(new CropBox(64, 40, 96, 96), 64),
                resize(new CropBox(11, 7, 144, 141), 64),
                resize(new CropBox(0, 0, 160, 170), 64),
                resize(new CropBox(40, 10, 167, 161), 48),
                resize(new CropBox(0, 0, 240, 180), 32));
    }

    private static PillowStage resize(CropBox box, int side) {
        String file =
                "resize_%d_%d_%d_%d_%d.png"
                        .formatted(box.x(), box.y(), box.width(), box.height(), side);
        String parameters = "%d×%d to %d×%d".formatted(box.width(), box.height(), side, side);
        return new PillowStage("resize", parameters, file, 0.05, () -> resized(box, side));
    }

    private static byte[] resized(CropBox box, int side) {
        try (Mat photo = TestImages.image("photo.png");
                Resampler resampler = Resampler.fastest(side);
                Mat resized = new Mat(side, side, opencv_core.CV_8UC3)) {
            resampler.resample(photo, box, false, resized);
            return TestImages.pixels(resized);
        }
    }

    private static List<PillowStage> colors() {
        return List.of(
                color(Kind.BRIGHTNESS, 0.25, 0),
                color(Kind.BRIGHTNESS, 0.7, 0),
                color(Kind.BRIGHTNESS, 1.7, 0),
                color(Kind.CONTRAST, 0.25, 0),
                color(Kind.CONTRAST, 0.7, 0),
                color(Kind.CONTRAST, 1.7, 0),
                color(Kind.SATURATION, 0.25, 0.25),
                color(Kind.SATURATION, 0.7, 0.15),
                color(Kind.SATURATION, 1.7, 0.2),
                color(Kind.HUE, -0.2, 0.3),
                color(Kind.HUE, 0.05, 0.3),
                color(Kind.HUE, 0.17, 0.3));
    }

    private static PillowStage color(Kind kind, double amount, double limit) {
        String name = kind.name().toLowerCase(Locale.ROOT);
        return of(
                name,
                String.valueOf(amount),
                limit,
                "%s_%s.png".formatted(name, amount),
                effects(List.of(new ColorChange(kind, amount)), false, 0));
    }

    private static List<PillowStage> blurs() {
        return List.of(
                blur(0.1, 0),
                blur(0.3, 0.25),
                blur(0.6, 0.7),
                blur(1.0, 0.55),
                blur(1.5, 0.35),
                blur(2.0, 0.35));
    }

    private static PillowStage blur(double sigma, double limit) {
        return of(
                "blur",
                "σ " + sigma,
                limit,
                "blur_%s.png".formatted(sigma),
                effects(List.of(), false, sigma));
    }

    private static List<PillowStage> whole() {
        return List.of(
                of("grayscale", "", 0.001, "grayscale.png", effects(List.of(), true, 0)),
                new PillowStage("mirror", "", "mirror.png", 0, PillowStage::mirrored),
                new PillowStage(
                        "whole chain",
                        "crop, mirror, four colour changes, blur",
                        "chain.png",
                        0.55,
                        PillowStage::chain),
                evaluation(32, 0.01),
                evaluation(112, 0.01));
    }

    private static ViewParameters effects(List<ColorChange> changes, boolean gray, double sigma) {
        return new ViewParameters(new CropBox(0, 0, SIDE, SIDE), false, changes, gray, sigma);
    }

    private static byte[] mirrored() {
        try (Mat image = TestImages.image("stages/view.png");
                Resampler resampler = Resampler.fastest(SIDE);
                Mat mirrored = new Mat(SIDE, SIDE, opencv_core.CV_8UC3)) {
            resampler.resample(image, new CropBox(0, 0, SIDE, SIDE), true, mirrored);
            return TestImages.pixels(mirrored);
        }
    }

    private static byte[] chain() {
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
            return TestImages.pixels(
                    renderer.render(image, new ViewParameters(box, true, changes, false, 0.9)));
        }
    }

    private static PillowStage evaluation(int side, double limit) {
        return new PillowStage(
                "evaluation view",
                "240×180 to %d×%d".formatted(side, side),
                "evaluation_%d.png".formatted(side),
                limit,
                () -> {
                    try (MultiCrop multiCrop = TestCrops.small()) {
                        return multiCrop.evaluationView(TestImages.bytes("photo.png"), side);
                    }
                });
    }

    private static PillowStage of(
            String stage,
            String parameters,
            double limit,
            String expected,
            ViewParameters effects) {
        return new PillowStage(
                stage,
                parameters,
                expected,
                limit,
                () -> {
                    try (Mat image = TestImages.image("stages/view.png");
                            ViewPixels view = new ViewPixels(SIDE, opencv_core.CV_8UC3);
                            ViewEffects fastest = ViewEffects.fastest(SIDE)) {
                        image.copyTo(view.square());
                        fastest.apply(effects, view);
                        return TestImages.pixels(view.square());
                    }
                });
    }
}
