package org.swavstream.operators.multicrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterTest {

    @ParameterizedTest
    @CsvSource({
        "1, 3", "2, 1", "5, 3", "12, 1", "28, 3", "45, 1", "64, 3", "96, 3", "97, 1", "224, 1"
    })
    void isTheSameToTheBitWithVectorsAndWithoutThem(int side, int channels) {
        byte[] pixels = new byte[side * side * channels];
        new SplittableRandom(side).nextBytes(pixels);
        short[][] filters = {
            {256}, {254, 1}, {128, 64}, {86, 85}, {100, 50, 28}, {52, 40, 30, 20, 9, 2, 1}
        };
        try (Filter opencv = new OpenCvFilter();
                Filter vectors = new VectorFilter()) {
            for (short[] weights : filters) {
                byte[] filtered = filter(opencv, pixels, side, channels, weights);
                assertThat(filter(vectors, pixels, side, channels, weights)).isEqualTo(filtered);
            }
        }
    }

    /** A half is rounded up, after rows and after columns, and the edge goes on beyond itself. */
    @Test
    void filtersRowsThenColumns() {
        byte[] pixels = {10, 13, 12, 20, 21, 20, 30, 40, 50};
        try (Filter vectors = new VectorFilter()) {
            assertThat(filter(vectors, pixels, 3, 1, new short[] {128, 64}))
                    .containsExactly(13, 14, 14, 21, 24, 25, 30, 35, 41);
        }
    }

    private static byte[] filter(
            Filter filter, byte[] pixels, int side, int channels, short[] weights) {
        byte[] filtered = new byte[pixels.length];
        try (Mat view = new Mat(side, side, opencv_core.CV_MAKETYPE(opencv_core.CV_8U, channels))) {
            view.data().put(pixels);
            filter.apply(view, weights);
            view.data().get(filtered);
        }
        return filtered;
    }
}
