package org.swavstream.operators.swav.measure;

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
            double length = Math.sqrt(dot(row, this, row));
            for (int index = row * columns; index < (row + 1) * columns; index++) {
                unit[index] = length == 0 ? 0 : (float) (values[index] / length);
            }
        }
        return new FeatureMatrix(rows, columns, unit);
    }

    /** Scalar product of a row with a row of another matrix. */
    double dot(int row, FeatureMatrix other, int otherRow) {
        double sum = 0;
        for (int column = 0; column < columns; column++) {
            sum +=
                    (double) values[row * columns + column]
                            * other.values[otherRow * columns + column];
        }
        return sum;
    }
}
