package org.swavstream.state.checkpoint;

/** The rows of a feature queue in memory, as {@link QueueState} reads them. */
@FunctionalInterface
public interface QueueRows {

    /**
     * Rows {@code from} (inclusive) to {@code to} (exclusive) of the ring of {@code crop}: float32,
     * little-endian.
     */
    byte[] read(int crop, int from, int to);
}
