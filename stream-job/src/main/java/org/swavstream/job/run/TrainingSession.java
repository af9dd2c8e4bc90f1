package org.swavstream.job.run;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointException;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.swavstream.image.kafka.KafkaOptions;
import org.swavstream.job.cluster.CompletedCheckpoint;
import org.swavstream.job.cluster.TaskFailure;
import org.swavstream.job.cluster.TrainingCluster;
import org.swavstream.job.console.CauseChain;
import org.swavstream.job.console.CommandException;
import org.swavstream.job.console.Console;
import org.swavstream.job.console.ErrorMessages;
import org.swavstream.job.console.LiveLine;
import org.swavstream.job.console.MetricsTopic;
import org.swavstream.job.console.PlateauWatch;
import org.swavstream.job.console.ReportFeed;
import org.swavstream.job.console.RestartWatch;
import org.swavstream.job.console.RunProgress;
import org.swavstream.job.console.StatusLine;
import org.swavstream.operators.report.ModelReport;

/**
 * A job that trains on a cluster, watched by a person.
 *
 * <p>It owns the reading of the metrics topic. The cluster belongs to the caller, who starts a
 * session, watches it until it ends, and closes both.
 */
final class TrainingSession implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration LAST_REPORTS = Duration.ofSeconds(10);

    /** Why there is no savepoint where a task does not run, or fails while it is made. */
    private static final Set<CheckpointFailureReason> TASK_DOWN =
            Set.of(
                    CheckpointFailureReason.NOT_ALL_REQUIRED_TASKS_RUNNING,
                    CheckpointFailureReason.CHECKPOINT_DECLINED_TASK_NOT_READY,
                    CheckpointFailureReason.CHECKPOINT_DECLINED_TASK_CLOSING,
                    CheckpointFailureReason.CHECKPOINT_COORDINATOR_SUSPEND,
                    CheckpointFailureReason.TASK_FAILURE);

    private final JobClient job;
    private final CompletableFuture<JobExecutionResult> result;
    private final Polled<Optional<CompletedCheckpoint>> checkpoints;
    private final Polled<List<TaskFailure>> failures;
    private final Polled<Boolean> running;
    private final Optional<String> origin;
    private final Optional<String> savepoints;
    private final ResumeAdvice advice;
    private final ReportFeed reports;
    private final RunProgress progress = new RunProgress();
    private final PlateauWatch plateaus = new PlateauWatch();
    private final RestartWatch restarts = new RestartWatch();
    private final long start = System.nanoTime();

    private TrainingSession(
            JobClient job,
            TrainingCluster cluster,
            ReportFeed reports,
            Configuration configuration,
            ResumeAdvice advice) {
        this.job = job;
        this.result = job.getJobExecutionResult();
        this.checkpoints =
                new Polled<>(() -> cluster.jobs().lastCheckpoint(job.getJobID()), Optional.empty());
        this.failures = new Polled<>(() -> cluster.jobs().failures(job.getJobID()), List.of());
        this.running = new Polled<>(() -> cluster.jobs().isRunning(job.getJobID()), false);
        this.reports = reports;
        this.origin = configuration.getOptional(StateRecoveryOptions.SAVEPOINT_PATH);
        // Flink itself would take the cluster's folder, whatever the job's settings say.
        this.savepoints = configuration.getOptional(CheckpointingOptions.SAVEPOINT_DIRECTORY);
        this.advice = advice;
    }

    /**
     * Submits the job. Its topics must exist.
     *
     * @param advice learns of checkpoints and savepoint, and knows how to go on
     * @throws Exception if Flink refuses it
     */
    static TrainingSession start(
            TrainingJob training,
            Configuration configuration,
            TrainingCluster cluster,
            ResumeAdvice advice)
            throws Exception {
        ReportFeed reports =
                new ReportFeed(
                        MetricsTopic.open(
                                configuration.get(KafkaOptions.BOOTSTRAP_SERVERS),
                                KafkaOptions.metricsTopic(configuration),
                                KafkaOptions.clientProperties(configuration)));
        try {
            StreamExecutionEnvironment environment = cluster.environment(configuration);
            training.define(environment, configuration);
            JobClient job = environment.executeAsync();
            return new TrainingSession(job, cluster, reports, configuration, advice);
        } catch (Exception e) {
            reports.close();
            throw e;
        }
    }

    RunProgress progress() {
        return progress;
    }

    /**
     * Watches the job until it ends or is asked to stop; then it is stopped with a savepoint.
     *
     * @param observer told of the progress again and again; may ask to stop
     * @return where the savepoint is, or empty if the job came to its own end
     * @throws CommandException if the job fails; the message says how to go on
     */
    Optional<String> watch(StopRequest stop, Console console, RunObserver observer) {
        try (StatusLine line = console.statusLine()) {
            while (!stop.requested() && !result.isDone()) {
                List<String> notices = look();
                observer.observe(progress, checkpoints.last(), stop);
                for (String notice : notices) {
                    line.end();
                    console.say(notice);
                }
                line.show(LiveLine.of(progress, checkpoints.last(), elapsed()));
            }
        }
        Optional<String> savepoint = stop(console);
        if (savepoint.isEmpty()) {
            // The last failures may have followed each other faster than they were asked for.
            restart(failures.now()).ifPresent(console::say);
        }
        savepoint.ifPresent(
                path -> {
                    advice.saved(path);
                    observer.saved();
                });
        awaitEnd();
        reports.drain(LAST_REPORTS).forEach(report -> progress.accept(report, elapsed()));
        return savepoint;
    }

    @Override
    public void close() {
        reports.close();
    }

    /** Takes the reports in that come within a moment; gives what a person is to be told now. */
    private List<String> look() {
        checkpoints.last().ifPresent(checkpoint -> advice.checkpointed());
        List<ModelReport> latest = reports.poll(LOOK);
        latest.forEach(report -> progress.accept(report, elapsed()));
        return Stream.of(
                        latest.stream().flatMap(report -> plateaus.notice(report).stream()),
                        reports.notice(elapsed()).stream(),
                        restart(failures.last()).stream())
                .flatMap(notices -> notices)
                .toList();
    }

    private Optional<String> restart(List<TaskFailure> latestFirst) {
        return restarts.notice(latestFirst, this::isOver, restartPoint());
    }

    private String restartPoint() {
        if (checkpoints.last().isPresent()) {
            return "its last checkpoint";
        }
        return origin.isPresent() ? "what it was resumed from" : "its beginning";
    }

    private boolean isOver() {
        JobStatus status = job.getJobStatus().exceptionally(unknown -> JobStatus.RUNNING).join();
        return status == JobStatus.FAILING || status.isGloballyTerminalState();
    }

    /** A job that starts, or starts again, takes no savepoint yet, and is asked until it does. */
    private Optional<String> stop(Console console) {
        Optional<String> savepoint = Optional.empty();
        while (savepoint.isEmpty() && !result.isDone()) {
            if (running.now() && !isOver()) {
                savepoint = stopWithSavepoint(console);
            } else {
                look().forEach(console::say);
            }
        }
        return savepoint;
    }

    /** Empty if a task has failed meanwhile: Flink restarts the job, or ends it. */
    private Optional<String> stopWithSavepoint(Console console) {
        CompletableFuture<String> savepoint =
                job.stopWithSavepoint(
                        false, savepoints.orElse(null), SavepointFormatType.CANONICAL);
        try {
            while (!savepoint.isDone()) {
                look().forEach(console::say);
            }
            return Optional.of(savepoint.get());
        } catch (ExecutionException e) {
            if (isTaskDown(e)) {
                return Optional.empty();
            }
            throw failed("the job could not be stopped with a savepoint", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static boolean isTaskDown(ExecutionException cause) {
        return CauseChain.of(cause)
                .first(CheckpointException.class)
                .map(CheckpointException::getCheckpointFailureReason)
                .filter(TASK_DOWN::contains)
                .isPresent();
    }

    private void awaitEnd() {
        try {
            result.get();
        } catch (ExecutionException e) {
            throw failed("the job failed", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private CommandException failed(String what, ExecutionException cause) {
        // The last one told may have been the last but one, or before the first.
        String resume =
                checkpoints
                        .now()
                        .map(checkpoint -> "resume with " + advice.resumeFrom(checkpoint.path()))
                        .orElse(ResumeAdvice.NO_CHECKPOINT);
        String still =
                advice.survivingCluster()
                        .filter(cluster -> !isOver())
                        .map(
                                cluster ->
                                        "; job %s still runs at %s"
                                                .formatted(job.getJobID(), cluster))
                        .orElse("");
        return new CommandException(
                "%s: %s; %s%s".formatted(what, ErrorMessages.of(cause), resume, still), cause);
    }

    private static CommandException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new CommandException("interrupted while the job ended", cause);
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
