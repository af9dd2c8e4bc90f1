package org.swavstream.operators.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.swavstream.operators.sample.PreparedSample;

/**
 * Samples of one model that wait for their batch. Batch b is the sequence numbers from b·B
 * (inclusive) to (b + 1)·B (exclusive); it is complete when each of them has arrived, as views or
 * as a skip.
 */
final class PendingBatches {

    private final int batchSize;
    private final TreeMap<Long, PreparedSample> samples = new TreeMap<>();
    private long batch;
    private int missing;

    /**
     * @param batchSize B
     * @param batch the batch to be completed next
     * @param waiting samples of this batch or later ones, by sequence number
     */
    PendingBatches(int batchSize, long batch, SortedMap<Long, PreparedSample> waiting) {
        this.batchSize = batchSize;
        this.samples.putAll(waiting);
        begin(batch);
    }

    /**
     * Adds a sample.
     *
     * @throws IllegalStateException if its number was there before, which exactly-once rules out
     */
    void add(long sequence, PreparedSample sample) {
        if (sequence < batch * batchSize || samples.putIfAbsent(sequence, sample) != null) {
            throw new IllegalStateException(
                    "sample %d of model '%s' came twice".formatted(sequence, sample.model()));
        }
        if (sequence < end()) {
            missing--;
        }
    }

    boolean isComplete() {
        return missing == 0;
    }

    /** Whether as many samples wait as two batches have. */
    boolean isFull() {
        return samples.size() >= 2L * batchSize;
    }

    /** The samples of the complete batch in order. */
    List<PreparedSample> complete() {
        return new ArrayList<>(samples.headMap(end()).values());
    }

    /** Removes the complete batch, and begins the next. */
    void removeComplete() {
        samples.headMap(end()).clear();
        begin(batch + 1);
    }

    /** All waiting samples by sequence number. */
    SortedMap<Long, PreparedSample> waiting() {
        return Collections.unmodifiableSortedMap(samples);
    }

    private void begin(long next) {
        batch = next;
        missing = batchSize - samples.headMap(end()).size();
    }

    private long end() {
        return (batch + 1) * batchSize;
    }
}
