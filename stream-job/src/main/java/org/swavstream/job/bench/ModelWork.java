package org.swavstream.job.bench;

/** What a pipeline does for one model, without the pipeline. */
interface ModelWork extends AutoCloseable {

    /** Makes {@code count} more steps, and the crops for them. */
    void steps(int count) throws Exception;
}
