package org.swavstream.operators.multicrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.swavstream.image.UnusableImageException;
import org.swavstream.operators.natives.ForkedProgram;
import org.swavstream.operators.natives.NativeLibraries;

/** Views do not depend on what vectors a JVM has, nor on those that libtorch has. */
class OtherVectorsTest {

    private static final String MODULE = "--add-modules=jdk.incubator.vector";
    private static final String EXPECTED = "expected";
    private static final int IMAGES = 20;
    private static final int SIDE = 45;

    @ParameterizedTest
    @ValueSource(ints = {8, 16, 32})
    void viewsAreTheSameWithVectorsOfOtherLengths(int bytes) throws Exception {
        String expected = said(JavaVectors.arePresent(), libtorch());
        assertSays(expected, Map.of(), MODULE, "-XX:MaxVectorSize=" + bytes);
    }

    @Test
    void viewsAreTheSameWithLibtorchsVectors() throws Exception {
        assertSays(said(false, libtorch()), Map.of());
    }

    /** As on processors that are neither an x86-64 nor have AVX2. */
    @Test
    void viewsAreTheSameWithoutAnyVectors() throws Exception {
        assertSays(said(false, "DEFAULT"), Map.of("ATEN_CPU_CAPABILITY", "default"));
    }

    private static void assertSays(
            String expected, Map<String, String> variables, String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("-D" + EXPECTED + "=" + expected);
        ForkedProgram.assertEndsWell(variables, OtherVectorsTest.class, all.toArray(String[]::new));
    }

    /** Of the other JVM. */
    public static void main(String[] arguments) throws Exception {
        assertThat(said(JavaVectors.arePresent(), libtorch()))
                .isEqualTo(System.getProperty(EXPECTED));
    }

    private static String said(boolean vectors, String libtorch) throws Exception {
        return "vectors: %b, libtorch: %s, views: %d, scaled: %d"
                .formatted(vectors, libtorch, views(), scaled());
    }

    private static String libtorch() {
        NativeLibraries.load();
        return torch.get_cpu_capability().getString();
    }

    private static long views() throws IOException, UnusableImageException {
        CRC32 checksum = new CRC32();
        byte[] photo = TestImages.bytes("photo.png");
        try (MultiCrop multiCrop = TestCrops.small()) {
            for (int seed = 0; seed < IMAGES; seed++) {
                checksum.update(multiCrop.views(photo, seed));
            }
            checksum.update(multiCrop.evaluationView(photo, SIDE));
        }
        return checksum.getValue();
    }

    /** With vectors where there are some, also where they are not the fastest. */
    private static long scaled() {
        CRC32 checksum = new CRC32();
        try (Mat photo = TestImages.image("photo.png");
                Resampler resampler =
                        JavaVectors.canScale()
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
