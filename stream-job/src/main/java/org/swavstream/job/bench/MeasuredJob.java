package org.swavstream.job.bench;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.core.execution.JobClient;
import org.swavstream.job.SwavTopology;
import org.swavstream.job.cluster.CompletedCheckpoint;
import org.swavstream.job.cluster.LocalCluster;

/**
 * A job that runs while it is measured.
 *
 * <p>Owns the job and the view of its reports; {@link #close} cancels it and waits for its end.
 */
final class MeasuredJob implements AutoCloseable {

    private final JobClient job;
    private final LocalCluster cluster;
    private final StepReports reports;
    private StepReports.Reported last;

    MeasuredJob(JobClient job, LocalCluster cluster, StepReports reports) {
        this.job = job;
        this.cluster = cluster;
        this.reports = reports;
    }

    /** Makes a checkpoint as soon as all models together have made {@code step} steps. */
    CompletedCheckpoint checkpointAfter(long step) throws Exception {
        awaitStep(step);
        checkpoint().get();
        return lastCheckpoint().orElseThrow();
    }

    /** Milliseconds from the report of step {@code from} to that of step {@code to}. */
    double milliseconds(long from, long to) throws Exception {
        awaitStep(from);
        return milliseconds(to - last.steps());
    }

    /** Milliseconds from the step that was waited for last to the {@code count}th after it. */
    double milliseconds(long count) throws Exception {
        StepReports.Reported begin = last;
        awaitSteps(count);
        return last.timestamp() - begin.timestamp();
    }

    /** The same, beside something that has begun just now. Waits for its end, too. */
    double milliseconds(long count, CompletableFuture<?> beside) throws Exception {
        double milliseconds = milliseconds(count);
        beside.get();
        return milliseconds;
    }

    /** Triggers a checkpoint. */
    CompletableFuture<Long> checkpoint() throws Exception {
        return cluster.jobs().checkpoint(job.getJobID());
    }

    /** Waits for the report with which all models together have made {@code step} steps or more. */
    void awaitStep(long step) throws Exception {
        last = reports.awaitStep(step, job);
    }

    /** Waits for the {@code count}th step after the one that was waited for last. */
    void awaitSteps(long count) throws Exception {
        awaitStep(last.steps() + count);
    }

    /** As {@link StepReports#checkpointPauses}, in milliseconds. */
    List<Double> checkpointPauses() {
        return reports.checkpointPauses().milliseconds();
    }

    Optional<CompletedCheckpoint> lastCheckpoint() throws Exception {
        return cluster.jobs().lastCheckpoint(job.getJobID()).get();
    }

    /** How long the trainer took from its start until it took input in. */
    Duration initialization() throws Exception {
        return cluster.jobs().initialization(job.getJobID(), SwavTopology.TRAINER).get();
    }

    @Override
    public void close() throws Exception {
        job.cancel().get();
        job.getJobExecutionResult().handle((result, cancelled) -> result).get();
        reports.close();
    }
}
