package org.swavstream.job.bench;

import java.time.Duration;
import java.util.Optional;
import org.apache.flink.core.execution.JobClient;
import org.swavstream.job.local.CompletedCheckpoint;
import org.swavstream.job.local.LocalCluster;

/**
 * A job that runs while it is measured.
 *
 * <p>Owns the job and the view of its reports; {@link #close} cancels it and waits for its end.
 */
final class MeasuredJob implements AutoCloseable {

    private final JobClient job;
    private final LocalCluster cluster;
    private final StepReports reports;

    MeasuredJob(JobClient job, LocalCluster cluster, StepReports reports) {
        this.job = job;
        this.cluster = cluster;
        this.reports = reports;
    }

    /** Makes a checkpoint as soon as {@code step} is done. */
    CompletedCheckpoint checkpointAfter(long step) throws Exception {
        reports.awaitStep(step, job);
        cluster.checkpoint(job.getJobID()).get();
        return lastCheckpoint().orElseThrow();
    }

    /** Milliseconds from the report of step {@code from} to that of step {@code to}. */
    double milliseconds(long from, long to) throws Exception {
        long begin = reports.awaitStep(from, job).timestamp();
        return reports.awaitStep(to, job).timestamp() - begin;
    }

    /** Waits for the report of {@code step}, or of a later one. */
    void awaitStep(long step) throws Exception {
        reports.awaitStep(step, job);
    }

    /** As {@link StepReports#checkpointPause}. */
    Optional<Double> checkpointPause() {
        return reports.checkpointPause();
    }

    Optional<CompletedCheckpoint> lastCheckpoint() throws Exception {
        return cluster.lastCheckpoint(job.getJobID()).get();
    }

    /** How long the trainer took from its start until it took input in. */
    Duration initialization() throws Exception {
        return cluster.initialization(job.getJobID(), "SwAV trainer").get();
    }

    @Override
    public void close() throws Exception {
        job.cancel().get();
        job.getJobExecutionResult().handle((result, cancelled) -> result).get();
        reports.close();
    }
}
