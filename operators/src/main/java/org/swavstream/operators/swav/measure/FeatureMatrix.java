package org.swavstream.operators.swav.measure;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Features of images, a row for each.
 *
 * @param rows number n of images
 * @param columns number d of features
 * @param values [n, d], row-major; shared, not copied
 */
public record FeatureMatrix(int rows, int columns, float[] values) {

    public FeatureMatrix {
        if (columns < 1 || values.length != Math.multiplyExact(rows, columns)) {
            throw new IllegalArgumentException(
                    "%d values for %d rows of %d features".formatted(values.length, rows, columns));
        }
    }

    /** A matrix to write into. */
    public static FeatureMatrix zeros(int rows, int columns) {
        return new FeatureMatrix(rows, columns, new float[Math.multiplyExact(rows, columns)]);
    }

    /** The rows at unit length; a row of zeros stays one. */
    FeatureMatrix normalized() {
        float[] unit = new float[values.length];
        for (int row = 0; row < rows; row++) {
            double length = length(row);
            for (int index = row * columns; index < (row + 1) * columns; index++) {
                unit[index] = length == 0 ? 0 : (float) (values[index] / length);
            }
        }
        return new FeatureMatrix(rows, columns, unit);
    }

    /** The product with the transposed of another matrix: all scalar products of their rows. */
    @SuppressWarnings("try") // a scope works by being open
    FeatureMatrix timesTransposed(FeatureMatrix other) {
        try (PointerScope scope = new PointerScope()) {
            Tensor product = tensor().matmul(other.tensor().t()).contiguous();
            FeatureMatrix result = zeros(rows, other.rows);
            product.data_ptr_float().get(result.values);
            return result;
        }
    }

    /** As a tensor on the CPU, of the caller's scope. */
    Tensor tensor() {
        Tensor tensor =
                torch.empty(new long[] {rows, columns}, new TensorOptions(ScalarType.Float), null);
        tensor.data_ptr_float().put(values, 0, values.length);
        return tensor;
    }

    /** The value in a row and a column. */
    float value(int row, int column) {
        return values[row * columns + column];
    }

    private double length(int row) {
        double squares = 0;
        for (int index = row * columns; index < (row + 1) * columns; index++) {
            squares += (double) values[index] * values[index];
        }
        return Math.sqrt(squares);
    }

    /** Some of the rows, in the given order. */
    public FeatureMatrix select(int... numbers) {
        FeatureMatrix selected = zeros(numbers.length, columns);
        for (int i = 0; i < numbers.length; i++) {
            System.arraycopy(values, numbers[i] * columns, selected.values, i * columns, columns);
        }
        return selected;
    }
}
