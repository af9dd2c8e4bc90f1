package org.swavstream.job.cluster;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.JobID;
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

    /**
     * The ids of all jobs that have not come to an end.
     *
     * @throws Exception if the cluster does not answer
     */
    public List<JobID> runningJobs() throws Exception {
        return jobs.running().get();
    }

    @Override
    public URI webInterface() {
        return jobs.address();
    }

    @Override
    public StreamExecutionEnvironment environment(Configuration configuration) {
        configure(environment, configuration);
        return environment;
    }

    @Override
    public CompletableFuture<Optional<CompletedCheckpoint>> lastCheckpoint(JobID job) {
        return jobs.lastCheckpoint(job);
    }

    @Override
    public CompletableFuture<Boolean> isRunning(JobID job) {
        return jobs.isRunning(job);
    }

    @Override
    public CompletableFuture<List<TaskFailure>> failures(JobID job) {
        return jobs.failures(job);
    }

    @Override
    public void close() {
        jobs.close();
    }
}
