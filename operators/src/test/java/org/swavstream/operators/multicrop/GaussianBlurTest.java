package org.swavstream.operators.multicrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a white line: the weights of the filter. */
class GaussianBlurTest {

    private static final int MIDDLE = 64;
    private static final int COLUMNS = 2 * MIDDLE + 1;

    /** The largest sigma that the options allow is the last. */
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 2, 3.3, 4.5, 5, 7, 8, 9, 10})
    void hasTheStandardDeviationItIsAskedFor(double sigma) {
        assertThat(standardDeviation(blurredLine(sigma))).isCloseTo(sigma, within(0.03 * sigma));
    }

    @Test
    void getsDarkerWithTheDistanceUpToTheLargestSigma() {
        byte[] line = blurredLine(10);
        for (int distance = 1; distance <= MIDDLE; distance++) {
            assertThat(line[MIDDLE + distance])
                    .isLessThanOrEqualTo(line[MIDDLE + distance - 1])
                    .isEqualTo(line[MIDDLE - distance]);
        }
    }

    private static double standardDeviation(byte[] line) {
        double sum = 0;
        double squares = 0;
        for (int column = 0; column < COLUMNS; column++) {
            int weight = line[column] & 0xFF;
            sum += weight;
            squares += weight * Math.pow(column - MIDDLE, 2);
        }
        return Math.sqrt(squares / sum);
    }

    private static byte[] blurredLine(double sigma) {
        byte[] row = new byte[COLUMNS];
        try (Scalar black = new Scalar(0);
                Scalar white = new Scalar(255);
                Mat view = new Mat(COLUMNS, COLUMNS, opencv_core.CV_8UC1, black);
                Mat line = view.col(MIDDLE);
                GaussianBlur blur = new GaussianBlur(new VectorFilter())) {
            line.put(white);
            blur.apply(view, sigma);
            view.ptr(MIDDLE).get(row);
        }
        return row;
    }
}
