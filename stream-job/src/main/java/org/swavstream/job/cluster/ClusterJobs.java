package org.swavstream.job.cluster;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.jobgraph.JobVertexID;
import org.apache.flink.runtime.rest.messages.EmptyRequestBody;
import org.apache.flink.runtime.rest.messages.JobExceptionsHeaders;
import org.apache.flink.runtime.rest.messages.JobVertexDetailsHeaders;
import org.apache.flink.runtime.rest.messages.checkpoints.CheckpointStatistics.CompletedCheckpointStatistics;
import org.apache.flink.runtime.rest.messages.checkpoints.CheckpointingStatistics;
import org.apache.flink.runtime.rest.messages.checkpoints.CheckpointingStatisticsHeaders;
import org.apache.flink.runtime.rest.messages.job.SubtaskExecutionAttemptDetailsInfo;

/**
 * What a cluster's REST interface says of its jobs. It owns its client.
 *
 * @param client of the cluster
 */
public record ClusterJobs(RestClusterClient<String> client) implements AutoCloseable {

    /**
     * @param cluster with {@code rest.address} and {@code rest.port}
     * @throws Exception if they are no address
     */
    static ClusterJobs of(Configuration cluster) throws Exception {
        return new ClusterJobs(new RestClusterClient<>(cluster, "cluster"));
    }

    /** Where the interface is, which is where a person watches the cluster. */
    public URI address() {
        try {
            return new URI(client.getWebInterfaceURL());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("Flink's REST address is no address", e);
        }
    }

    /**
     * The ids of all jobs that have not come to an end.
     *
     * @throws Exception if the cluster cannot be asked
     */
    public CompletableFuture<List<JobID>> running() throws Exception {
        return client.listJobs()
                .thenApply(
                        jobs ->
                                jobs.stream()
                                        .filter(job -> !job.getJobState().isGloballyTerminalState())
                                        .map(JobStatusMessage::getJobId)
                                        .toList());
    }

    /** The job's last complete checkpoint; it is never a savepoint. */
    public CompletableFuture<Optional<CompletedCheckpoint>> lastCheckpoint(JobID job) {
        var headers = CheckpointingStatisticsHeaders.getInstance();
        var parameters = headers.getUnresolvedMessageParameters();
        parameters.jobPathParameter.resolve(job);
        return client.sendRequest(headers, parameters, EmptyRequestBody.getInstance())
                .thenApply(ClusterJobs::lastCheckpoint);
    }

    /** Makes a checkpoint of a running job; gives its number. */
    public CompletableFuture<Long> checkpoint(JobID job) {
        return client.triggerCheckpoint(job, CheckpointType.CONFIGURED);
    }

    /** How long the slowest subtask of an operator took from its start until it took input. */
    public CompletableFuture<Duration> initialization(JobID job, String operator) {
        return client.getJobDetails(job)
                .thenCompose(
                        details ->
                                details.getJobVertexInfos().stream()
                                        .filter(vertex -> vertex.getName().contains(operator))
                                        .findFirst()
                                        .map(vertex -> initialization(job, vertex.getJobVertexID()))
                                        .orElseThrow(
                                                () ->
                                                        new IllegalArgumentException(
                                                                "no operator of the job is called "
                                                                        + operator)));
    }

    private CompletableFuture<Duration> initialization(JobID job, JobVertexID vertex) {
        var headers = JobVertexDetailsHeaders.getInstance();
        var parameters = headers.getUnresolvedMessageParameters();
        parameters.jobPathParameter.resolve(job);
        parameters.jobVertexIdPathParameter.resolve(vertex);
        return client.sendRequest(headers, parameters, EmptyRequestBody.getInstance())
                .thenApply(
                        details ->
                                Duration.ofMillis(
                                        details.getSubtasks().stream()
                                                .mapToLong(ClusterJobs::initialization)
                                                .max()
                                                .orElse(0)));
    }

    private static long initialization(SubtaskExecutionAttemptDetailsInfo subtask) {
        return subtask.getStatusDuration(ExecutionState.INITIALIZING);
    }

    /**
     * Whether all tasks of the job run: only then can it be stopped with a savepoint. The answer
     * may be as old as {@code web.refresh-interval}.
     */
    public CompletableFuture<Boolean> isRunning(JobID job) {
        return client.getJobDetails(job)
                .thenApply(
                        details ->
                                details.getJobVertexInfos().stream()
                                        .allMatch(
                                                vertex ->
                                                        vertex.getExecutionState()
                                                                        == ExecutionState.RUNNING
                                                                && vertex.getTasksPerState()
                                                                                .get(
                                                                                        ExecutionState
                                                                                                .RUNNING)
                                                                        == vertex
                                                                                .getParallelism()));
    }

    /** Why the job was restarted, or given up; the latest failure first. */
    public CompletableFuture<List<TaskFailure>> failures(JobID job) {
        var headers = JobExceptionsHeaders.getInstance();
        var parameters = headers.getUnresolvedMessageParameters();
        parameters.jobPathParameter.resolve(job);
        return client.sendRequest(headers, parameters, EmptyRequestBody.getInstance())
                .thenApply(
                        exceptions ->
                                exceptions.getExceptionHistory().getEntries().stream()
                                        .map(
                                                e ->
                                                        TaskFailure.of(
                                                                e.getTimestamp(),
                                                                e.getStacktrace()))
                                        .toList());
    }

    @Override
    public void close() {
        client.close();
    }

    private static Optional<CompletedCheckpoint> lastCheckpoint(
            CheckpointingStatistics statistics) {
        CompletedCheckpointStatistics last =
                statistics.getLatestCheckpoints().getCompletedCheckpointStatistics();
        return Optional.ofNullable(last)
                .map(
                        checkpoint ->
                                new CompletedCheckpoint(
                                        checkpoint.getId(),
                                        checkpoint.getCheckpointedSize(),
                                        checkpoint.getExternalPath(),
                                        Duration.ofMillis(checkpoint.getDuration())));
    }
}
