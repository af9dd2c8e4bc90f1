package org.swavstream.job.cluster;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The cluster of {@code flink run}. It owns a client of its REST interface. */
public final class RemoteCluster implements TrainingCluster {

    private final StreamExecutionEnvironment environment;
    private final ClusterJobs jobs;

    private RemoteCluster(StreamExecutionEnvironment environment, ClusterJobs jobs) {
        this.environment = environment;
        this.jobs = jobs;
    }

    /**
     * @param environment as {@code flink run} made it
     * @throws Exception if the cluster has no address
     */
    public static RemoteCluster of(StreamExecutionEnvironment environment) throws Exception {
        Configuration cluster = Configuration.fromMap(environment.getConfiguration().toMap());
        return new RemoteCluster(environment, ClusterJobs.of(cluster));
    }

    /** Gives an environment of {@code flink run} the settings of a job. */
    public static void configure(
            StreamExecutionEnvironment environment, Configuration configuration) {
        environment.configure(configuration);
        // As on the local cluster: neither Kryo nor a generated uid may ever reach a savepoint.
        environment.configure(
                new Configuration()
                        .set(PipelineOptions.GENERIC_TYPES, false)
                        .set(PipelineOptions.AUTO_GENERATE_UIDS, false));
    }

    @Override
    public ClusterJobs jobs() {
        return jobs;
    }

    @Override
    public StreamExecutionEnvironment environment(Configuration configuration) {
        configure(environment, configuration);
        return environment;
    }

    @Override
    public void close() {
        jobs.close();
    }
}
