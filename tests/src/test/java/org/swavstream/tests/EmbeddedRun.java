package org.swavstream.tests;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.swavstream.operators.report.StateReport;

/** One pass of a job over a topic, on the Flink of the test, with checkpoints of its own. */
final class EmbeddedRun implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final FaultTopic topic;
    private final Path folder;
    private final String name;
    private final RunReports reports;
    private final StreamJob job;

    /**
     * @param folder for its checkpoints and savepoints
     * @param name of the topics that it writes to
     */
    EmbeddedRun(FaultTopic topic, Path folder, String name) throws Exception {
        this.topic = topic;
        this.folder = folder;
        this.name = name;
        this.reports = new RunReports(topic, name, LIMIT);
        this.job =
                new StreamJob(topic.bootstrapServers(), topic.name(), folder.resolve(name))
                        .withManyCheckpoints();
        job.configuration()
                .set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 2)
                .set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay")
                .set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1000)
                .set(
                        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY,
                        Duration.ofMillis(50));
        reports.configure(job.configuration());
    }

    FaultTopic topic() {
        return topic;
    }

    /** Not yet started. */
    StreamJob job() {
        return job;
    }

    RunReports reports() {
        return reports;
    }

    /** Lets the run come to its end, and returns what its savepoint holds. */
    StateReport finish() throws Exception {
        reports.awaitEnd();
        job.stop();
        return reports.last();
    }

    /** Lets the run come to its end, and compares it with one that nothing happens to. */
    FaultVerdict finishAndCompare() throws Exception {
        StateReport last = finish();
        return FaultVerdict.of(reports.numbers(), topic.expected(), last, reference());
    }

    /** What another run over the topic ends with, without faults. */
    StateReport reference() throws Exception {
        try (EmbeddedRun undisturbed = new EmbeddedRun(topic, folder, name + "-reference")) {
            undisturbed.job.start();
            return undisturbed.finish();
        }
    }

    @Override
    public void close() throws Exception {
        try (reports) {
            job.close();
        }
    }
}
