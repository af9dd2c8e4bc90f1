package org.swavstream.operators.swav;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Features of many images: more than a Java array can hold, where there is the memory for them.
 *
 * <p>Owns: float32 rows in the native memory of the host; released by {@link #close}. Rows are
 * added in their order and never change.
 */
@SuppressWarnings("try") // a scope works by being open
public final class FeatureTable implements AutoCloseable {

    private final Tensor values;
    private int rows;

    /**
     * An empty table.
     *
     * @param maxRows as many rows as it can take
     * @param columns number of features
     */
    public FeatureTable(int maxRows, int columns) {
        try (PointerScope scope = new PointerScope()) {
            this.values =
                    torch.empty(
                                    new long[] {maxRows, columns},
                                    new TensorOptions(ScalarType.Float),
                                    null)
                            .retainReference();
        }
    }

    /** Memory of a table in bytes. */
    public static long bytes(long rows, int columns) {
        return rows * columns * Float.BYTES;
    }

    /** Adds rows below those that are there. */
    public void append(FeatureMatrix features) {
        try (PointerScope scope = new PointerScope()) {
            values.narrow(0, rows, features.rows()).copy_(features.tensor());
            rows += features.rows();
        }
    }

    /** Number of rows that were added. */
    public int rows() {
        return rows;
    }

    /** Number of features. */
    public int columns() {
        return Math.toIntExact(values.size(1));
    }

    /** Copies of rows, in the order of their numbers. */
    public FeatureMatrix select(int... numbers) {
        try (PointerScope scope = new PointerScope()) {
            Tensor selected = values.index_select(0, TensorBytes.tensor(numbers));
            return new FeatureMatrix(numbers.length, columns(), TensorBytes.floats(selected));
        }
    }

    /** Rows as they lie in the table's memory; of the caller's scope. */
    Tensor part(int from, int count) {
        return values.narrow(0, from, count);
    }

    @Override
    public void close() {
        values.close();
    }
}
