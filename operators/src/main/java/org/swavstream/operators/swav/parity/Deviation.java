package org.swavstream.operators.swav.parity;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Values beside those of the reference.
 *
 * @param found computed here
 * @param expected by the reference
 */
record Deviation(double[] found, double[] expected) {

    Deviation {
        if (found.length != expected.length) {
            throw new IllegalArgumentException(
                    "%d values were computed where the case has %d"
                            .formatted(found.length, expected.length));
        }
    }

    static Deviation of(float[] found, double[] expected) {
        return new Deviation(doubles(found), expected);
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(index -> values[index]).toArray();
    }

    /** The largest difference of two values. */
    double largest() {
        double largest = 0;
        for (int index = 0; index < found.length; index++) {
            largest = Math.max(largest, Math.abs(found[index] - expected[index]));
        }
        return largest;
    }

    /**
     * Norm of the difference, relative to that of the expected values; absolute if that is zero.
     */
    double relative() {
        return ratio(index -> expected[index]);
    }

    /** Norm of the difference, relative to that of the change from where the values started. */
    double relativeToChange(double[] start) {
        return ratio(index -> expected[index] - start[index]);
    }

    private double ratio(IntToDoubleFunction scale) {
        double error = norm(index -> found[index] - expected[index]);
        double norm = norm(scale);
        return norm == 0 ? error : error / norm;
    }

    private double norm(IntToDoubleFunction value) {
        return Math.sqrt(
                IntStream.range(0, found.length)
                        .mapToDouble(value)
                        .map(element -> element * element)
                        .sum());
    }
}
