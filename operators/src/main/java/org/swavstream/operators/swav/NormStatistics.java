package org.swavstream.operators.swav;

/** The mean and variance by which a batch norm normalises. */
enum NormStatistics {
    /** The running ones: evaluation. */
    RUNNING,
    /** Those of its input. The running ones stay as they are. */
    BATCH,
    /** Those of its input, which the running ones follow: training. */
    BATCH_TRACKED;

    /** The same without a change to the running ones. */
    NormStatistics untracked() {
        return this == BATCH_TRACKED ? BATCH : this;
    }
}
