package org.swavstream.operators.swav;

import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/**
 * Features of several images on the Java heap.
 *
 * @param rows number of images
 * @param columns number of features
 * @param values row after row
 */
public record FeatureMatrix(int rows, int columns, float[] values) {

    public FeatureMatrix {
        if (values.length != Math.multiplyExact(rows, columns)) {
            throw new IllegalArgumentException(
                    "%d values for %d rows of %d columns".formatted(values.length, rows, columns));
        }
    }

    /** A matrix to be filled. */
    static FeatureMatrix zeros(int rows, int columns) {
        return new FeatureMatrix(rows, columns, new float[Math.multiplyExact(rows, columns)]);
    }

    /** A matrix of {@code rows} rows. */
    public static FeatureMatrix of(int rows, float[] values) {
        return new FeatureMatrix(rows, values.length / rows, values);
    }

    /** Whether no value is infinite, or not a number. */
    public boolean isFinite() {
        return IntStream.range(0, values.length).allMatch(i -> Float.isFinite(values[i]));
    }

    /** The rows with the given numbers. */
    public FeatureMatrix select(int... numbers) {
        float[] selected = new float[numbers.length * columns];
        IntStream.range(0, numbers.length)
                .forEach(
                        i ->
                                System.arraycopy(
                                        values,
                                        numbers[i] * columns,
                                        selected,
                                        i * columns,
                                        columns));
        return new FeatureMatrix(numbers.length, columns, selected);
    }

    /** For each column, in how many rows its value is the largest; of equal ones the first is. */
    public int[] largestCounts() {
        int[] counts = new int[columns];
        for (int row = 0; row < rows; row++) {
            int first = row * columns;
            int largest = 0;
            for (int column = 1; column < columns; column++) {
                largest = values[first + column] > values[first + largest] ? column : largest;
            }
            counts[largest]++;
        }
        return counts;
    }

    /** Overwrites rows with whole rows of values. */
    void put(int firstRow, float[] rowsOfValues) {
        System.arraycopy(rowsOfValues, 0, values, firstRow * columns, rowsOfValues.length);
    }

    /** As a tensor in the memory of the host; it belongs to the caller's scope. */
    Tensor tensor() {
        return TensorBytes.tensor(values, rows, columns);
    }
}
