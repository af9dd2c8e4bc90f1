package org.swavstream.tests;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.rest.messages.EmptyRequestBody;
import org.apache.flink.runtime.rest.messages.JobExceptionsHeaders;
import org.apache.flink.runtime.rest.messages.JobVertexDetailsHeaders;
import org.apache.flink.runtime.rest.messages.MessageHeaders;
import org.apache.flink.runtime.rest.messages.MessageParameters;
import org.apache.flink.runtime.rest.messages.ResponseBody;
import org.apache.flink.runtime.rest.messages.ThreadDumpInfo.ThreadInfo;
import org.apache.flink.runtime.rest.messages.job.JobDetailsInfo.JobVertexDetailsInfo;
import org.apache.flink.runtime.rest.messages.job.SubtaskExecutionAttemptDetailsInfo;
import org.apache.flink.runtime.rest.messages.taskmanager.TaskManagerThreadDumpHeaders;
import org.swavstream.job.SwavTopology;

/**
 * What the JobManager says of a job through its REST interface. It owns the client.
 *
 * <p>Times are those of the JobManager's clock, in milliseconds since 1970.
 */
final class JobMonitor implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final RestClusterClient<String> client;
    private final JobID job;

    private JobMonitor(RestClusterClient<String> client, JobID job) {
        this.client = client;
        this.job = job;
    }

    static JobMonitor of(String address, int port, String job) throws Exception {
        Configuration cluster =
                new Configuration().set(RestOptions.ADDRESS, address).set(RestOptions.PORT, port);
        return new JobMonitor(
                new RestClusterClient<>(cluster, "cluster"), JobID.fromHexString(job));
    }

    /**
     * Waits until a stack of the TaskManager that trains shows this phase.
     *
     * @param beforeLook called before each look
     */
    void await(TrainerPhase phase, Callable<?> beforeLook) throws Exception {
        long deadline = deadline();
        String taskManager = trainer().getTaskmanagerId();
        String stacks;
        do {
            requireBefore(deadline);
            beforeLook.call();
            stacks = stacks(taskManager);
            if (stacks.isEmpty()) {
                taskManager = trainer().getTaskmanagerId();
            }
        } while (!phase.isIn(stacks));
    }

    /** Waits until the job has failed after {@code since}, and returns when it did. */
    long awaitFailure(long since) throws Exception {
        await(() -> failure(since).isPresent());
        return failure(since).orElseThrow();
    }

    /** When the trainer that runs now began to restore its state. */
    long restoreBegan() throws Exception {
        SubtaskExecutionAttemptDetailsInfo trainer = trainer();
        return trainer.getStartTime() + trainer.getStatusDuration(ExecutionState.DEPLOYING);
    }

    /** When the trainer that runs now was ready for its first record. */
    long restoreEnded() throws Exception {
        return restoreBegan() + trainer().getStatusDuration(ExecutionState.INITIALIZING);
    }

    /** Ends the job without a savepoint. */
    void cancel() throws Exception {
        client.cancel(job).get();
        await(() -> client.getJobStatus(job).get().isGloballyTerminalState());
    }

    @Override
    public void close() {
        client.close();
    }

    private OptionalLong failure(long since) throws Exception {
        var headers = JobExceptionsHeaders.getInstance();
        var parameters = headers.getUnresolvedMessageParameters();
        parameters.jobPathParameter.resolve(job);
        return request(headers, parameters).getExceptionHistory().getEntries().stream()
                .mapToLong(entry -> entry.getTimestamp())
                .filter(time -> time >= since)
                .min();
    }

    private SubtaskExecutionAttemptDetailsInfo trainer() throws Exception {
        var headers = JobVertexDetailsHeaders.getInstance();
        var parameters = headers.getUnresolvedMessageParameters();
        parameters.jobPathParameter.resolve(job);
        parameters.jobVertexIdPathParameter.resolve(
                client.getJobDetails(job).get().getJobVertexInfos().stream()
                        .filter(vertex -> vertex.getName().contains(SwavTopology.TRAINER))
                        .map(JobVertexDetailsInfo::getJobVertexID)
                        .findFirst()
                        .orElseThrow());
        return request(headers, parameters).getSubtasks().get(0);
    }

    /** Those of all its threads; empty while it does not answer. */
    private String stacks(String taskManager) throws Exception {
        var headers = TaskManagerThreadDumpHeaders.getInstance();
        var parameters = headers.getUnresolvedMessageParameters();
        parameters.taskManagerIdParameter.resolve(new ResourceID(taskManager));
        try {
            return request(headers, parameters).getThreadInfos().stream()
                    .map(ThreadInfo::getStringifiedThreadInfo)
                    .collect(Collectors.joining());
        } catch (ExecutionException e) {
            return "";
        }
    }

    private <P extends ResponseBody, M extends MessageParameters> P request(
            MessageHeaders<EmptyRequestBody, P, M> headers, M parameters) throws Exception {
        return client.sendRequest(headers, parameters, EmptyRequestBody.getInstance()).get();
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long deadline = deadline();
        while (!condition.call()) {
            requireBefore(deadline);
            Thread.sleep(PAUSE.toMillis());
        }
    }

    private static long deadline() {
        return System.nanoTime() + LIMIT.toNanos();
    }

    private static void requireBefore(long deadline) {
        if (System.nanoTime() > deadline) {
            throw new AssertionError("not within " + LIMIT);
        }
    }
}
