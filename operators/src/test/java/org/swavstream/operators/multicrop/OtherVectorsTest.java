package org.swavstream.operators.multicrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.swavstream.image.UnusableImageException;

/** Views do not depend on what vectors a JVM has. */
class OtherVectorsTest {

    private static final int IMAGES = 20;
    private static final int SIDE = 45;

    @ParameterizedTest
    @CsvSource({
        "-Xshare:auto, false",
        "-XX:MaxVectorSize=16 --add-modules=jdk.incubator.vector, true",
        "-XX:MaxVectorSize=32 --add-modules=jdk.incubator.vector, true"
    })
    void viewsAreTheSame(String options, boolean vectors) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options.split(" ", -1)));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(OtherVectorsTest.class.getName());
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String said =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();

        assertThat(process.waitFor()).isZero();
        assertThat(said)
                .isEqualTo(
                        "vectors: %b, views: %d, scaled: %d"
                                .formatted(vectors && JavaVectors.arePresent(), views(), scaled()));
    }

    /** Of the other JVM. */
    public static void main(String[] arguments) throws Exception {
        System.out.printf(
                "vectors: %b, views: %d, scaled: %d%n",
                JavaVectors.arePresent(), views(), scaled());
    }

    private static long views() throws IOException, UnusableImageException {
        CRC32 checksum = new CRC32();
        try (MultiCrop multiCrop = TestCrops.small()) {
            for (int seed = 0; seed < IMAGES; seed++) {
                checksum.update(multiCrop.views(TestImages.bytes("photo.png"), seed));
            }
        }
        return checksum.getValue();
    }

    /** With vectors where there are some, also where they are not the fastest. */
    private static long scaled() {
        CRC32 checksum = new CRC32();
        try (Mat photo = TestImages.image("photo.png");
                Resampler resampler =
                        JavaVectors.arePresent()
                                ? new VectorResampler(SIDE)
                                : new LibtorchResampler(SIDE, SIDE);
                Mat view = new Mat(SIDE, SIDE, opencv_core.CV_8UC3)) {
            for (int length = 1; length <= 2 * SIDE; length++) {
                CropBox box = new CropBox(length, 2, length, 2 * SIDE + 1 - length);
                resampler.resample(photo, box, length % 2 == 0, view);
                checksum.update(TestImages.pixels(view));
            }
        }
        return checksum.getValue();
    }
}
