package org.swavstream.state.checkpoint;

/**
 * Shape and position of a feature queue: a ring of rows for each assignment crop, written
 * downwards.
 *
 * @param crops number of assignment crops
 * @param length rows of each ring; 0 for no queue
 * @param dimension floats of a row
 * @param inserted rows that each ring was ever given, from 0
 */
public record QueueIndex(int crops, int length, int dimension, long inserted) {

    public QueueIndex {
        if (crops < 0 || length < 0 || dimension < 0 || inserted < 0) {
            throw new IllegalArgumentException(
                    "feature queue of %d rings of %d rows of %d floats, %d rows inserted: none of them may be negative"
                            .formatted(crops, length, dimension, inserted));
        }
    }

    /** Whether a queue of this index has as many rings, rows and floats as one of {@code other}. */
    public boolean hasShapeOf(QueueIndex other) {
        return crops == other.crops && length == other.length && dimension == other.dimension;
    }

    /** Index of the newest row in each ring. */
    public int head() {
        return length == 0 ? 0 : Math.toIntExact(Math.floorMod(-inserted, (long) length));
    }

    /** Rows of each ring that hold features. */
    public int filled() {
        return (int) Math.min(inserted, length);
    }
}
