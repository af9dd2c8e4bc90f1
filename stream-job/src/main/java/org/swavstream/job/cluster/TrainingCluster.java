package org.swavstream.job.cluster;

import java.net.URI;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A Flink cluster that a job is watched on. */
public interface TrainingCluster extends AutoCloseable {

    /** What the cluster says of its jobs; closed with it. */
    ClusterJobs jobs();

    /** Where a person watches the cluster. */
    default URI webInterface() {
        return jobs().address();
    }

    /** An environment whose jobs run on this cluster, with {@code configuration} as theirs. */
    StreamExecutionEnvironment environment(Configuration configuration);

    @Override
    void close();
}
