package org.swavstream.operators.multicrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A savepoint of a JVM with vectors goes on in one without them, and the other way round. */
class ResamplerTest {

    private static final int WIDTH = 470;
    private static final int HEIGHT = 460;

    /** OpenCV decodes no wider ones. */
    private static final int WIDEST = 1 << 20;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 12, 28, 32, 64, 96, 130, 224})
    void viewsOfEverySizeAreTheSameToTheBitWithVectorsAndWithoutThem(int side) {
        Random random = new Random(side);
        try (Mat image = noise(random, WIDTH, HEIGHT);
                Resampler vectors = new VectorResampler(side);
                Resampler libtorch = new LibtorchResampler(side, side)) {
            for (int width = 1; width <= 2 * side + 5; width++) {
                int height = 1 + random.nextInt(2 * side + 5);
                CropBox box =
                        new CropBox(
                                random.nextInt(WIDTH - width + 1),
                                random.nextInt(HEIGHT - height + 1),
                                width,
                                height);
                boolean mirrored = random.nextBoolean();
                assertThat(view(vectors, image, box, mirrored, side))
                        .as("%s to %d, mirrored: %b", box, side, mirrored)
                        .isEqualTo(view(libtorch, image, box, mirrored, side));
            }
        }
    }

    /** From the first row to the last, such a part spans more bytes than a Java buffer has. */
    @Test
    void partsOfTheWidestImagesAreTheSameToo() {
        int side = 350;
        CropBox box = new CropBox(WIDEST / 2, 0, WIDTH, 2 * side);
        try (Mat image = new Mat(box.height(), WIDEST, opencv_core.CV_8UC3);
                Rect area = new Rect(box.x(), box.y(), box.width(), box.height());
                Mat part = new Mat(image, area);
                Mat noise = noise(new Random(1), box.width(), box.height());
                Resampler vectors = new VectorResampler(side);
                Resampler libtorch = new LibtorchResampler(side, side)) {
            noise.copyTo(part);
            assertThat(view(vectors, image, box, false, side))
                    .isEqualTo(view(libtorch, image, box, false, side));
        }
    }

    private static Mat noise(Random random, int width, int height) {
        byte[] bytes = new byte[3 * width * height];
        random.nextBytes(bytes);
        Mat image = new Mat(height, width, opencv_core.CV_8UC3);
        image.data().put(bytes);
        return image;
    }

    private static byte[] view(
            Resampler resampler, Mat image, CropBox box, boolean mirrored, int side) {
        try (Mat view = new Mat(side, side, opencv_core.CV_8UC3)) {
            resampler.resample(image, box, mirrored, view);
            return TestImages.pixels(view);
        }
    }
}
