package org.swavstream.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.swavstream.image.dataset.Datasets;
import org.swavstream.image.dataset.ImageOrder;
import org.swavstream.image.kafka.DeadLetterSink;
import org.swavstream.image.kafka.KafkaOptions;
import org.swavstream.image.publish.PublishSettings;
import org.swavstream.image.publish.PublishTarget;
import org.swavstream.image.publish.Publisher;
import org.swavstream.operators.report.ModelReport;
import org.swavstream.operators.report.ReportJson;
import org.swavstream.operators.report.StateReport;
import org.swavstream.operators.report.StepReport;

/**
 * Real processes, killed as the kernel kills them, again and again while one topic is trained on.
 * Afterwards ledger and weights are those of a run that nothing happened to, and a reader of
 * committed records finds every report and every dead letter once.
 *
 * <p>Takes minutes: {@code ./mvnw verify -Pfaults}. Every kill comes after a random number of steps
 * from a fixed seed; where in the step, the checkpoint or the restore it hits is up to the machine.
 */
@Tag("faults")
final class FaultsTest {

    private static final long SEED = 20_200_609;
    private static final String TOPIC = "images";
    private static final int IMAGES = 40_000;
    private static final int MOST_STEPS_BETWEEN_KILLS = 60;
    private static final int TASK_MANAGER_KILLS = Integer.getInteger("faults.kills", 80);
    private static final int JOB_MANAGER_KILLS = 10;
    private static final int BROKER_KILLS = 10;

    private static final FaultTable TABLE = new FaultTable();

    // Logs of a failed run are what one wants to read.
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path folder;

    private static DistributionCluster cluster;
    private static KafkaTopic images;
    private static long lastStep;
    private static StateReport reference;

    private final SplittableRandom random = new SplittableRandom(SEED);

    @BeforeAll
    static void trainWithoutFaults() throws Exception {
        cluster = DistributionCluster.start(folder);
        images = KafkaTopic.create(cluster.bootstrapServers(), TOPIC);
        images.produce(List.copyOf(BrokenImages.of(TOPIC).keySet()));
        publish(IMAGES / 2);
        images.produce(List.copyOf(BrokenImages.of(TOPIC).keySet()));
        publish(IMAGES);
        lastStep = images.end() / StreamJob.BATCH_SIZE;
        try (FaultRun run = new FaultRun("reference")) {
            run.submit();
            reference = run.finish();
        }
    }

    @AfterAll
    static void stop() throws Exception {
        System.out.println(TABLE);
        cluster.close();
    }

    @Test
    void killedTaskManagers() throws Exception {
        try (FaultRun run = new FaultRun("task-manager")) {
            run.submit();
            int kills = 0;
            while (kills < TASK_MANAGER_KILLS && run.awaitSteps(stepsUntilNextKill())) {
                cluster.replaceTaskManager();
                kills++;
            }
            run.assertUnharmed("kill -9 of the TaskManager", kills);
        }
    }

    /** Without a high-availability service the job is gone, and is resumed by a person. */
    @Test
    void killedJobManagers() throws Exception {
        try (FaultRun run = new FaultRun("job-manager")) {
            run.submit();
            int kills = 0;
            while (kills < JOB_MANAGER_KILLS && run.awaitSteps(stepsUntilNextKill())) {
                run.awaitCheckpoint();
                cluster.replaceJobManager();
                run.resume();
                kills++;
            }
            run.assertUnharmed("kill -9 of the JobManager", kills);
        }
    }

    @Test
    void killedBrokers() throws Exception {
        try (FaultRun run = new FaultRun("broker")) {
            run.submit();
            int kills = 0;
            while (kills < BROKER_KILLS && run.awaitSteps(stepsUntilNextKill())) {
                cluster.replaceKafka();
                kills++;
            }
            run.assertUnharmed("kill -9 of the Kafka broker", kills);
        }
    }

    private int stepsUntilNextKill() {
        return random.nextInt(1, MOST_STEPS_BETWEEN_KILLS);
    }

    private static void publish(long limit) throws Exception {
        var target =
                new PublishTarget(cluster.bootstrapServers(), TOPIC, OptionalInt.empty(), Map.of());
        var settings = PublishSettings.inOrder(new ImageOrder.Shuffled(1)).withLimit(limit);
        new Publisher(Datasets.open("textures:16"), target, settings)
                .publish(() -> false, (count, bytes) -> {});
    }

    /** One pass over the topic, with topics for its reports and dead letters of its own. */
    private static final class FaultRun implements AutoCloseable {

        private static final Duration LIMIT = Duration.ofMinutes(3);

        private final Path checkpoints;
        private final Map<String, String> settings;
        private final KafkaTopic reports;
        private final KafkaTopic deadLetters;
        private final MetricsReader metrics;
        private long step;
        private String job;

        FaultRun(String name) throws Exception {
            checkpoints = folder.resolve(name);
            reports = KafkaTopic.create(cluster.bootstrapServers(), name + ".metrics");
            deadLetters = KafkaTopic.create(cluster.bootstrapServers(), name + ".dead-letter");
            metrics = new MetricsReader(cluster.bootstrapServers(), name + ".metrics", LIMIT);
            Configuration configuration =
                    new StreamJob(cluster.bootstrapServers(), TOPIC, checkpoints)
                            .configuration()
                            .set(KafkaOptions.GROUP_ID, name)
                            .set(KafkaOptions.METRICS_TOPIC, name + ".metrics")
                            .set(KafkaOptions.DEAD_LETTER_TOPIC, name + ".dead-letter")
                            .set(
                                    CheckpointingOptions.CHECKPOINTING_INTERVAL,
                                    Duration.ofMillis(700));
            settings = new TreeMap<>(configuration.toMap());
            settings.put("restart-strategy.type", "fixed-delay");
            settings.put("restart-strategy.fixed-delay.attempts", "100000");
            settings.put("restart-strategy.fixed-delay.delay", "200 ms");
        }

        void submit() throws Exception {
            job = cluster.submit(settings);
        }

        /** Goes on from the newest checkpoint; what was reported before does not count any more. */
        void resume() throws Exception {
            metrics.skip();
            job = cluster.submit(settings, "--from-savepoint", Checkpoints.latest(checkpoints));
        }

        /** Waits for so many further steps; false if the topic ended before. */
        boolean awaitSteps(int steps) throws Exception {
            long until = Math.min(step + steps, lastStep);
            step = step(metrics.await(ModelReport.class, report -> step(report) >= until));
            return step < lastStep;
        }

        private static long step(ModelReport report) {
            if (report instanceof StepReport done) {
                return done.step();
            }
            return report instanceof StateReport state ? state.step() : -1;
        }

        void awaitCheckpoint() throws Exception {
            metrics.await(StateReport.class, state -> true);
            metrics.await(StateReport.class, state -> true);
        }

        /** Lets the run come to its end, and returns what its savepoint holds. */
        StateReport finish() throws Exception {
            // A job that was restored since, and is not running yet, cannot be stopped.
            metrics.skip();
            metrics.await(StateReport.class, state -> state.step() == lastStep);
            cluster.stop(job);
            return metrics.latest(StateReport.class);
        }

        void assertUnharmed(String fault, int injected) throws Exception {
            StateReport state = finish();
            FaultVerdict verdict = FaultVerdict.of(written(), expected(), state, reference);
            TABLE.add(fault, injected, verdict);
            assertThat(state.step()).isEqualTo(lastStep);
            assertThat(verdict.passed()).as("%s, %d times: %s", fault, injected, verdict).isTrue();
            assertThat(injected).isPositive();
        }

        private List<Long> written() throws Exception {
            List<Long> written = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> report : reports.committed()) {
                if (ReportJson.parse(report.value()) instanceof StepReport done) {
                    written.add(done.step());
                }
            }
            for (ConsumerRecord<byte[], byte[]> letter : deadLetters.committed()) {
                byte[] offset = letter.headers().lastHeader(DeadLetterSink.OFFSET).value();
                written.add(deadLetter(Long.parseLong(new String(offset, StandardCharsets.UTF_8))));
            }
            return written;
        }

        private static Set<Long> expected() {
            Set<Long> expected = new TreeSet<>();
            for (long done = 1; done <= lastStep; done++) {
                expected.add(done);
            }
            long broken = BrokenImages.of(TOPIC).size();
            for (long number = 0; number < broken; number++) {
                expected.add(deadLetter(number));
                expected.add(deadLetter(broken + IMAGES / 2 + number));
            }
            return expected;
        }

        /** Dead letters are told from steps by their sign. */
        private static long deadLetter(long offset) {
            return -1 - offset;
        }

        @Override
        public void close() {
            metrics.close();
        }
    }
}
