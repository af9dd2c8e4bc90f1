package org.swavstream.operators.swav;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The rows of a bank that are nearest to queries by cosine, the nearest first; query after query.
 *
 * @param perQuery how many there are for each query
 * @param similarities their cosines
 * @param rows their numbers in the bank
 */
@SuppressWarnings("try") // a scope works by being open
public record Neighbors(int perQuery, float[] similarities, int[] rows) {

    /** A row of zeros is like nothing. */
    private static final double MIN_LENGTH = 1e-12;

    /**
     * Compares all with all.
     *
     * @param bank [rows, features], at least one row
     * @param firstRow number of the bank's first row
     * @param queries [queries, features], of unit length
     * @param max how many are wanted for each query; all of a smaller bank
     */
    static Neighbors among(Tensor bank, int firstRow, Tensor queries, int max) {
        try (PointerScope scope = new PointerScope();
                AutoGradMode withoutGradient = new AutoGradMode(false)) {
            int perQuery = (int) Math.min(max, bank.size(0));
            var nearest = torch.topk(cosines(bank, queries), perQuery);
            long[] found = TensorBytes.longs(nearest.get1());
            int[] rows = new int[found.length];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = firstRow + (int) found[i];
            }
            return new Neighbors(perQuery, TensorBytes.floats(nearest.get0()), rows);
        }
    }

    /** The bank is large: a copy of it with rows of unit length would take as much again. */
    private static Tensor cosines(Tensor bank, Tensor queries) {
        Tensor lengths = bank.norm(new ScalarOptional(new Scalar(2)), 1);
        return queries.matmul(bank.t()).div_(lengths.clamp_min(new Scalar(MIN_LENGTH)));
    }

    /** Number of queries. */
    int queries() {
        return rows.length / perQuery;
    }

    /** The nearest of these and of others of the same queries; of equal ones, these first. */
    Neighbors with(Neighbors others, int max) {
        int kept = Math.min(max, perQuery + others.perQuery);
        int size = Math.multiplyExact(queries(), kept);
        Neighbors merged = new Neighbors(kept, new float[size], new int[size]);
        for (int query = 0; query < queries(); query++) {
            merged.merge(query, this, others);
        }
        return merged;
    }

    private void merge(int query, Neighbors one, Neighbors other) {
        int left = query * one.perQuery;
        int right = query * other.perQuery;
        int leftEnd = left + one.perQuery;
        int rightEnd = right + other.perQuery;
        for (int to = query * perQuery; to < (query + 1) * perQuery; to++) {
            boolean fromLeft =
                    right == rightEnd
                            || (left < leftEnd
                                    && one.similarities[left] >= other.similarities[right]);
            similarities[to] = fromLeft ? one.similarities[left] : other.similarities[right];
            rows[to] = fromLeft ? one.rows[left++] : other.rows[right++];
        }
    }
}
