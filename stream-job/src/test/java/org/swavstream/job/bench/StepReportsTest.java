package org.swavstream.job.bench;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.swavstream.job.console.CommandException;

/** Where no report comes, as nothing listens at the address. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StepReportsTest {

    @Test
    void aJobThatWasCancelledIsNotWaitedFor() {
        IllegalStateException cause = new IllegalStateException("Job was cancelled.");

        assertThatThrownBy(() -> await(JobStatus.CANCELED, CompletableFuture.failedFuture(cause)))
                .isInstanceOf(CommandException.class)
                .hasMessage("the job is CANCELED before step 3: Job was cancelled.")
                .hasRootCause(cause);
    }

    @Test
    void aJobThatCameToItsEndIsNotWaitedFor() {
        JobExecutionResult result = new JobExecutionResult(new JobID(), 1, Map.of());

        assertThatThrownBy(
                        () -> await(JobStatus.FINISHED, CompletableFuture.completedFuture(result)))
                .isInstanceOf(CommandException.class)
                .hasMessage("the job is FINISHED before step 3");
    }

    @Test
    void aJobThatFailedSaysWhy() {
        IllegalStateException cause = new IllegalStateException("a norm is NaN");

        assertThatThrownBy(
                        () ->
                                await(
                                        JobStatus.FAILED,
                                        CompletableFuture.failedFuture(
                                                new IllegalStateException("Job failed.", cause))))
                .isInstanceOf(CommandException.class)
                .hasMessage("the job is FAILED before step 3: a norm is NaN")
                .hasRootCause(cause);
    }

    private static void await(JobStatus status, CompletableFuture<JobExecutionResult> result)
            throws Exception {
        try (StepReports reports = new StepReports("127.0.0.1:1", "metrics")) {
            reports.awaitStep(3, new EndedJob(status, result));
        }
    }

    /** A job that can only be asked how it ended. */
    private record EndedJob(JobStatus status, CompletableFuture<JobExecutionResult> result)
            implements JobClient {

        @Override
        public JobID getJobID() {
            return new JobID();
        }

        @Override
        public CompletableFuture<JobStatus> getJobStatus() {
            return CompletableFuture.completedFuture(status);
        }

        @Override
        public CompletableFuture<JobExecutionResult> getJobExecutionResult() {
            return result;
        }

        @Override
        public CompletableFuture<Void> cancel() {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<String> stopWithSavepoint(
                boolean advance, String folder, SavepointFormatType format) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<String> triggerSavepoint(
                String folder, SavepointFormatType format) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<Map<String, Object>> getAccumulators() {
            throw new UnsupportedOperationException();
        }
    }
}
