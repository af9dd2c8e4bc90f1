package org.swavstream.operators.swav;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.swavstream.state.checkpoint.QueueIndex;
import org.swavstream.state.checkpoint.QueueRows;

/**
 * The newest features z of each assignment crop (Section 3.1, 'Working with small batches').
 *
 * <p>A ring that is written downwards: a batch goes right before the one that came before it. From
 * the newest row on and around the end, the rows are therefore in the order of the reference's
 * queue: batches from the newest to the oldest, the samples of a batch as they were in it. What it
 * holds is decided by its rows and the number of rows ever inserted.
 *
 * <p>Owns: one tensor in native memory; released by {@link #close}.
 */
@SuppressWarnings("try") // a scope works by being open
public final class FeatureQueue implements QueueRows, AutoCloseable {

    private final int length;
    private final int crops;
    private final Tensor rows;
    private long inserted;

    /**
     * An empty queue.
     *
     * @param crops number of assignment crops
     * @param length rows of each, from 0
     * @param featureDim their dimension D
     * @param placement where they are
     */
    public FeatureQueue(int crops, int length, int featureDim, Placement placement) {
        this.length = length;
        this.crops = crops;
        try (PointerScope scope = new PointerScope()) {
            this.rows = placement.zeros(crops, length, featureDim).retainReference();
        }
    }

    /** Rows of each crop when full. */
    public int length() {
        return length;
    }

    /** The newest row, 0 to {@code length - 1}. The next batch is written before it. */
    private int head() {
        return index().head();
    }

    /** Its shape and position. */
    public QueueIndex index() {
        return new QueueIndex(crops, length, Math.toIntExact(rows.size(2)), inserted);
    }

    /** Whether it may take part in the codes: the reference uses no queue that is not full. */
    public boolean isFull() {
        return length > 0 && inserted >= length;
    }

    /**
     * Puts a batch in, in the place of the oldest rows. Of a batch longer than the queue, the first
     * rows are kept.
     *
     * @param features for each crop [batch, D]
     */
    public void insert(List<Tensor> features) {
        long batch = features.get(0).size(0);
        inserted += batch;
        int kept = (int) Math.min(batch, length);
        int untilEnd = Math.min(kept, length - head());
        try (PointerScope scope = new PointerScope();
                AutoGradMode withoutGradient = new AutoGradMode(false)) {
            for (int crop = 0; crop < crops; crop++) {
                Tensor source = features.get(crop);
                write(crop, head(), source.narrow(0, 0, untilEnd));
                write(crop, 0, source.narrow(0, untilEnd, kept - untilEnd));
            }
        }
    }

    private void write(int crop, int from, Tensor source) {
        rows.select(0, crop).narrow(0, from, source.size(0)).copy_(source);
    }

    /** For each crop its rows [length, D], in the order of the ring; views, not copies. */
    public List<Tensor> features() {
        List<Tensor> features = new ArrayList<>();
        for (int crop = 0; crop < crops; crop++) {
            features.add(rows.select(0, crop));
        }
        return features;
    }

    /**
     * All rows of a crop, the newest batch first, as the reference keeps them. Only for checks
     * against it ({@code swav.parity}).
     *
     * @return [length, D], row-major; zeros where no features are yet
     */
    public float[] newestFirst(int crop) {
        try (PointerScope scope = new PointerScope()) {
            Tensor ring = rows.select(0, crop);
            Tensor fromHead = ring.narrow(0, head(), length - head());
            return TensorBytes.floats(
                    torch.cat(new TensorVector(fromHead, ring.narrow(0, 0, head()))));
        }
    }

    /**
     * Rows as they are stored, row-major, little-endian.
     *
     * @param crop index of the assignment crop, from 0
     * @param from first row of the ring
     * @param to the row after the last
     */
    @Override
    public byte[] read(int crop, int from, int to) {
        try (PointerScope scope = new PointerScope()) {
            return TensorBytes.read(rows.select(0, crop).narrow(0, from, to - from));
        }
    }

    /**
     * Puts back what {@link #read} gave.
     *
     * @param crop index of the assignment crop, from 0
     * @param from first row of the ring
     * @param bytes whole rows
     */
    public void restoreRows(int crop, int from, byte[] bytes) {
        int rowBytes = Math.toIntExact(rows.size(2) * rows.element_size());
        if (bytes.length % rowBytes != 0 || from + bytes.length / rowBytes > length) {
            throw new IllegalArgumentException(
                    "%d bytes for the queue from row %d: it has %d rows of %d bytes"
                            .formatted(bytes.length, from, length, rowBytes));
        }
        try (PointerScope scope = new PointerScope()) {
            TensorBytes.write(bytes, rows.select(0, crop).narrow(0, from, bytes.length / rowBytes));
        }
    }

    /** Puts back the number of rows ever inserted for each crop. */
    public void restoreInserted(long rowsEverInserted) {
        if (rowsEverInserted < 0) {
            throw new IllegalArgumentException(
                    "a queue with %d rows inserted: at least 0 is possible"
                            .formatted(rowsEverInserted));
        }
        this.inserted = rowsEverInserted;
    }

    /** An empty queue of the same shape in the host's memory, in pages that are not locked. */
    FeatureQueue onHost(Placement placement) {
        return new FeatureQueue(crops, length, Math.toIntExact(rows.size(2)), placement.onHost());
    }

    /** Makes this queue equal to another of the same shape. */
    void copyFrom(FeatureQueue other) {
        rows.copy_(other.rows);
        inserted = other.inserted;
    }

    @Override
    public void close() {
        rows.close();
    }
}
