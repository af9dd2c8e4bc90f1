package org.swavstream.state.checkpoint;

/**
 * Shape and position of a feature queue: a ring of rows for each assignment crop.
 *
 * @param crops number of assignment crops
 * @param length rows of each ring
 * @param dimension floats of a row
 * @param head index of the newest row in each ring
 * @param filled rows that were written so far, at most {@code length}
 */
public record QueueIndex(int crops, int length, int dimension, int head, int filled) {

    public QueueIndex {
        if (head < 0 || head >= Math.max(length, 1) || filled < 0 || filled > length) {
            throw new IllegalArgumentException(
                    "feature queue of %d rows cannot have head %d and %d rows filled"
                            .formatted(length, head, filled));
        }
    }

    /** Size of a row in bytes. */
    public int rowBytes() {
        return dimension * Float.BYTES;
    }
}
