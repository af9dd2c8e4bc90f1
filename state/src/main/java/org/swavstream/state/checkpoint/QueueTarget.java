package org.swavstream.state.checkpoint;

/** A feature queue in memory, as {@link QueueState} fills it. */
@FunctionalInterface
public interface QueueTarget {

    /**
     * Sets the rows of the ring of {@code crop} from row {@code from} on: float32, little-endian.
     */
    void write(int crop, int from, byte[] rows);
}
