package org.swavstream.tests;

import java.util.Map;
import java.util.Optional;

/** A Flink cluster of one TaskManager, which can be lost. */
interface JobCluster {

    /**
     * Submits the job.
     *
     * @param savepoint to go on from; empty to begin anew
     * @return the job's id
     */
    String submit(Map<String, String> settings, Optional<String> savepoint) throws Exception;

    /** Stops a job and returns the path of its canonical savepoint. */
    String stop(String job) throws Exception;

    /** Ends the TaskManager in the middle of its work. Afterwards it writes nothing more. */
    void loseTaskManager() throws Exception;

    /** Starts another TaskManager. */
    void startTaskManager() throws Exception;
}
