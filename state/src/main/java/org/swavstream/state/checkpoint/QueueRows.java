package org.swavstream.state.checkpoint;

/** The rows of a feature queue in memory, as {@link QueueState} reads and fills them. */
public interface QueueRows {

    /**
     * Rows {@code from} (inclusive) to {@code to} (exclusive) of the ring of {@code crop}: float32,
     * little-endian.
     */
    byte[] read(int crop, int from, int to);

    /** Sets the rows of the ring of {@code crop} from row {@code from} on. */
    void write(int crop, int from, byte[] rows);
}
