package org.swavstream.job.run;

import java.io.IOException;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** What the commands must know of the job that they run. */
public interface TrainingJob {

    /**
     * Reads the savepoint that a job with this configuration goes on from.
     *
     * @param configuration of the job, with what it does not set from its cluster's
     * @throws IOException if the savepoint cannot be read
     * @throws org.swavstream.job.configuration.ConfigurationException if what it holds contradicts
     *     the configuration
     */
    Resumption resumption(String savepoint, Configuration configuration) throws IOException;

    /**
     * Adds the whole job to {@code environment}.
     *
     * @throws IOException if the savepoint to go on from cannot be read
     */
    void define(StreamExecutionEnvironment environment, Configuration configuration)
            throws IOException;
}
