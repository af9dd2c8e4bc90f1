package org.swavstream.tests;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.swavstream.image.kafka.KafkaOptions;
import org.swavstream.operators.report.StateReport;

/** One pass of a job over a topic, on a cluster of real processes, with checkpoints of its own. */
final class FaultRun implements AutoCloseable {

    /** Of a whole run without faults. */
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final DistributionCluster cluster;
    private final FaultTopic topic;
    private final RunReports reports;
    private final Path checkpoints;
    private final Map<String, String> settings;
    private String job;

    /**
     * @param folder for its checkpoints
     * @param name of the topics that it writes to
     * @param more settings, which win
     */
    FaultRun(
            DistributionCluster cluster,
            FaultTopic topic,
            Path folder,
            String name,
            Configuration more)
            throws Exception {
        this.cluster = cluster;
        this.topic = topic;
        this.reports = new RunReports(topic, name, LIMIT);
        this.checkpoints = folder.resolve(name).resolve("checkpoints");
        Configuration configuration =
                new StreamJob(topic.bootstrapServers(), topic.name(), folder.resolve(name))
                        .configuration();
        configuration
                .set(KafkaOptions.GROUP_ID, name)
                .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(700))
                .set(
                        CheckpointingOptions.SAVEPOINT_DIRECTORY,
                        folder.resolve(name).resolve("savepoints").toUri().toString())
                .addAll(more);
        reports.configure(configuration);
        this.settings = new TreeMap<>(configuration.toMap());
        settings.put("restart-strategy.type", "fixed-delay");
        settings.put("restart-strategy.fixed-delay.attempts", "100000");
        settings.put("restart-strategy.fixed-delay.delay", "200 ms");
    }

    void submit(String... options) throws Exception {
        job = cluster.submit(settings, options);
    }

    RunReports reports() {
        return reports;
    }

    Path checkpoints() {
        return checkpoints;
    }

    JobMonitor monitor() throws Exception {
        return cluster.monitor(job);
    }

    /** Ends the JobManager, and with it the job, and resumes it. */
    void replaceJobManager() throws Exception {
        reports.awaitCheckpoint();
        cluster.replaceJobManager();
        reports.skip();
        submit("--resume");
    }

    /** Kills the TaskManager and waits for the first new step on another one. */
    RecoveryTime replaceTaskManager() throws Exception {
        long killed = cluster.killTaskManager();
        cluster.startTaskManager();
        reports.awaitNewSteps(1);
        long trained = System.currentTimeMillis();
        try (JobMonitor monitor = monitor()) {
            long detected = monitor.awaitFailure(killed);
            return new RecoveryTime(
                    detected - killed,
                    monitor.restoreBegan() - detected,
                    monitor.restoreEnded() - monitor.restoreBegan(),
                    trained - monitor.restoreEnded());
        }
    }

    /** Stops the job and returns the path of its savepoint. */
    String stop() throws Exception {
        String savepoint = cluster.stop(job);
        job = null;
        return savepoint;
    }

    /** Lets the run come to its end, and returns what its savepoint holds. */
    StateReport finish() throws Exception {
        reports.awaitEnd();
        stop();
        return reports.last();
    }

    /** Lets the run come to its end, and compares it with one that nothing happened to. */
    FaultVerdict finish(StateReport reference) throws Exception {
        StateReport last = finish();
        return FaultVerdict.of(reports.numbers(), topic.expected(), last, reference);
    }

    /** Cancels the job if it still runs: the next one needs its slots. */
    @Override
    public void close() throws Exception {
        try (reports) {
            if (job != null) {
                cancel();
            }
        }
    }

    private void cancel() throws Exception {
        try (JobMonitor monitor = monitor()) {
            monitor.cancel();
        }
    }
}
