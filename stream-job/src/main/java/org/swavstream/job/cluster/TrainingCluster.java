package org.swavstream.job.cluster;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A Flink cluster that a job is watched on. */
public interface TrainingCluster extends AutoCloseable {

    /** Where a person watches the cluster. */
    URI webInterface();

    /** An environment whose jobs run on this cluster, with {@code configuration} as theirs. */
    StreamExecutionEnvironment environment(Configuration configuration);

    /** The job's last complete checkpoint; it is never a savepoint. */
    CompletableFuture<Optional<CompletedCheckpoint>> lastCheckpoint(JobID job);

    /** Whether all tasks of the job run: only then can it be stopped with a savepoint. */
    CompletableFuture<Boolean> isRunning(JobID job);

    /** Why the job was restarted, or given up; the latest failure first. */
    CompletableFuture<List<TaskFailure>> failures(JobID job);

    @Override
    void close();
}
