package org.swavstream.operators.swav;

/**
 * The samples of one batch, where the device takes them from. One {@link Learner} has prepared it
 * and can train on it, once.
 */
public interface PreparedBatch extends AutoCloseable {

    @Override
    void close();
}
