package org.swavstream.tests;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.swavstream.image.kafka.KafkaOptions;
import org.swavstream.operators.report.ModelReport;
import org.swavstream.operators.report.StateReport;
import org.swavstream.operators.report.StepReport;

/**
 * One run of the job over all images of its topic, with what happens to it on the way. Flink
 * restarts it as often as it takes.
 */
final class EqualityRun implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final JobCluster cluster;
    private final Configuration configuration;
    private final MetricsReader reports;
    private final List<Long> interruptedAt = new ArrayList<>();
    private String job;

    /**
     * @param name of the topics that it writes to
     * @param configuration of the job, which is changed
     */
    EqualityRun(JobCluster cluster, String name, Configuration configuration) throws Exception {
        String brokers = configuration.get(KafkaOptions.BOOTSTRAP_SERVERS);
        KafkaTopic metrics = KafkaTopic.create(brokers, name + ".metrics");
        KafkaTopic deadLetters = KafkaTopic.create(brokers, name + ".dead-letter");
        this.cluster = cluster;
        this.reports = new MetricsReader(brokers, metrics.name(), LIMIT);
        this.configuration =
                configuration
                        .set(KafkaOptions.GROUP_ID, name)
                        .set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay")
                        .set(
                                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS,
                                Integer.MAX_VALUE)
                        .set(
                                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY,
                                Duration.ofMillis(200))
                        .set(KafkaOptions.METRICS_TOPIC, metrics.name())
                        .set(KafkaOptions.DEAD_LETTER_TOPIC, deadLetters.name());
    }

    EqualityRun submit() throws Exception {
        job = cluster.submit(configuration.toMap(), Optional.empty());
        return this;
    }

    void awaitStep(long step) throws Exception {
        reports.await(ModelReport.class, report -> step(report) >= step);
    }

    private static long step(ModelReport report) {
        if (report instanceof StepReport done) {
            return done.step();
        }
        return report instanceof StateReport state ? state.step() : -1;
    }

    /** Lets Flink restore the job from its latest checkpoint, and train on. */
    void replaceTaskManager() throws Exception {
        if (interruptedAt.isEmpty()) {
            // Without a checkpoint the job would only begin anew.
            reports.awaitCheckpoint(1);
        }
        cluster.loseTaskManager();
        reports.skip();
        cluster.startTaskManager();
        interruptedAt.add(firstStepAgain() - 1);
    }

    /**
     * The first step after a restore; the one behind the last if there is nothing left to train on,
     * which {@link EqualityTable} refuses.
     */
    private long firstStepAgain() throws Exception {
        ModelReport first = reports.await(ModelReport.class, report -> step(report) > 0);
        return first instanceof StateReport state ? state.step() + 1 : step(first);
    }

    /** Stops the job with a savepoint and goes on from it, with other settings. */
    void resume(Configuration changes) throws Exception {
        reports.awaitAllTasks();
        String savepoint = cluster.stop(job);
        interruptedAt.add(InspectedModel.of(savepoint).step());
        configuration.addAll(changes);
        reports.skip();
        job = cluster.submit(configuration.toMap(), Optional.of(savepoint));
    }

    /**
     * Lets the run come to its end.
     *
     * @param step the last
     * @param pending samples that are left over
     */
    FinishedRun finish(long step, int pending) throws Exception {
        reports.skip();
        reports.await(
                StateReport.class, state -> state.step() == step && state.pending() == pending);
        String savepoint = cluster.stop(job);
        return new FinishedRun(List.copyOf(interruptedAt), savepoint, InspectedModel.of(savepoint));
    }

    @Override
    public void close() {
        reports.close();
    }
}
