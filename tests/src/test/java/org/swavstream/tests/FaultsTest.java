package org.swavstream.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.swavstream.image.kafka.KafkaOptions;
import org.swavstream.image.kafka.RecordOrder;
import org.swavstream.operators.multicrop.MultiCropOptions;
import org.swavstream.operators.report.StateReport;
import org.swavstream.operators.training.ModelOptions;

/**
 * Real processes, killed as the kernel kills them, again and again while one topic is trained on.
 * Afterwards ledger and weights are those of a run that nothing happened to, and a reader of
 * committed records finds every report and every dead letter once.
 *
 * <p>Takes minutes: {@code ./mvnw verify -Pfaults}. Kills come at random steps from a fixed seed;
 * where in the step or the checkpoint they hit is up to the machine. Others are aimed: they come
 * when the trainer's stack shows what they are to hit, and count if nothing was finished meanwhile.
 */
@Tag("faults")
@ExtendWith(SharedFaultTable.class)
final class FaultsTest {

    private static final long SEED = 20_200_609;

    /** How many kills there have to be. */
    private static final int KILLS = Integer.getInteger("faults.kills", 100);

    private static final int FEW = share(10);
    private static final int AIMED = share(8);
    private static final int RANDOM = share(28);

    /** A model of which a step and a copy take long enough to be hit. */
    private static final Configuration LARGE =
            new Configuration()
                    .set(ModelOptions.WIDTH, 1.0)
                    .set(MultiCropOptions.GROUPS, "2x32,1x16")
                    .set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ZERO);

    /** Large enough that few images are under way, behind which a checkpoint has to wait. */
    private static final int LARGE_SIDE = 64;

    /** So many that a run is not over before its last fault. */
    private static final int IMAGES = Math.max(8_000, 400 * KILLS);

    private static final int LARGE_IMAGES = Math.max(2_000, IMAGES / 10);

    // Logs of a failed run are what one wants to read.
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path folder;

    private static DistributionCluster cluster;
    private static FaultTopic topic;
    private static FaultTopic largeTopic;
    private static StateReport reference;
    private static StateReport largeReference;
    private static int kills;

    private final SplittableRandom random = new SplittableRandom(SEED);

    @BeforeAll
    static void trainWithoutFaults() throws Exception {
        cluster = DistributionCluster.start(folder);
        String broker = cluster.bootstrapServers();
        topic = fill(FaultTopic.create(broker, "images"), IMAGES);
        largeTopic = fill(FaultTopic.create(broker, "large-images", LARGE_SIDE), LARGE_IMAGES);
        reference = reference(run("reference"));
        largeReference = reference(largeRun("reference-large"));
    }

    /** Rounded up, so that all shares together are no fewer than asked for. */
    private static int share(int percent) {
        return (KILLS * percent + 99) / 100;
    }

    private static FaultTopic fill(FaultTopic topic, int images) throws Exception {
        return topic.addBroken().addImages(images / 2).addBroken().addImages(images / 2);
    }

    private static StateReport reference(FaultRun undisturbed) throws Exception {
        try (undisturbed) {
            undisturbed.submit();
            return undisturbed.finish();
        }
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
        assertThat(kills).isGreaterThanOrEqualTo(KILLS);
    }

    @ParameterizedTest
    @EnumSource
    void taskManagersKilledAtRandomSteps(RecordOrder order, FaultTable table) throws Exception {
        String fault = "kill -9 of the TaskManager, " + order;
        List<RecoveryTime> recoveries = new ArrayList<>();
        Configuration ordered = new Configuration().set(KafkaOptions.ORDER, order);
        try (FaultRun run = run("task-manager-" + order, ordered)) {
            run.submit();
            for (long step : randomSteps(RANDOM)) {
                run.reports().awaitStep(step);
                recoveries.add(run.replaceTaskManager());
                kills++;
            }
            assertUnharmed(fault, recoveries.size(), run.finish(reference), table);
            table.add(fault, recoveries);
        }
    }

    @ParameterizedTest
    @EnumSource
    void taskManagersKilledIn(TrainerPhase phase, FaultTable table) throws Exception {
        int hits = 0;
        try (FaultRun run = largeRun("task-manager-" + phase.name())) {
            run.submit();
            run.reports().awaitCheckpoint();
            if (phase == TrainerPhase.RESTORE) {
                cluster.killTaskManager();
                cluster.startTaskManager();
                kills++;
            }
            for (int tries = 0; hits < AIMED && tries < 2 * AIMED; tries++) {
                hits += killIn(phase, run) ? 1 : 0;
                cluster.startTaskManager();
                kills++;
            }
            assertThat(hits).isEqualTo(AIMED);
            String fault = "kill -9 of the TaskManager in " + phase;
            assertUnharmed(fault, hits, run.finish(largeReference), table);
        }
    }

    /** Whether the phase was still the same when the kill came. */
    private static boolean killIn(TrainerPhase phase, FaultRun run) throws Exception {
        try (JobMonitor monitor = run.monitor()) {
            monitor.await(phase, run.reports()::nothingNew);
            cluster.killTaskManager();
            return run.reports().nothingNew();
        }
    }

    /** Without a high-availability service the job is gone, and is resumed by a person. */
    @Test
    void killedJobManagers(FaultTable table) throws Exception {
        try (FaultRun run = run("job-manager")) {
            run.submit();
            for (long step : randomSteps(FEW)) {
                run.reports().awaitStep(step);
                run.replaceJobManager();
                kills++;
            }
            assertUnharmed("kill -9 of the JobManager", FEW, run.finish(reference), table);
        }
    }

    @Test
    void killedBrokers(FaultTable table) throws Exception {
        try (FaultRun run = run("killed-broker")) {
            run.submit();
            for (long step : randomSteps(FEW)) {
                run.reports().awaitStep(step);
                cluster.replaceKafka();
                kills++;
            }
            assertUnharmed("kill -9 of the Kafka broker", FEW, run.finish(reference), table);
        }
    }

    @Test
    void restartedBrokers(FaultTable table) throws Exception {
        try (FaultRun run = run("restarted-broker")) {
            run.submit();
            for (long step : randomSteps(FEW)) {
                run.reports().awaitStep(step);
                cluster.restartKafka();
            }
            assertUnharmed("Kafka broker stopped and started", FEW, run.finish(reference), table);
        }
    }

    /** Long enough for the job to fail, and to fail again as there is nothing to restore from. */
    @Test
    void lostAndFoundCheckpoints(FaultTable table) throws Exception {
        try (FaultRun run = run("store")) {
            Path store = Files.createDirectories(folder.resolve("stored"));
            Files.createDirectories(run.checkpoints().getParent());
            pointTo(store, run.checkpoints());
            run.submit();
            for (long step : randomSteps(FEW)) {
                run.reports().awaitStep(step);
                run.reports().awaitCheckpoint();
                withoutCheckpoints(run, store);
            }
            assertUnharmed("checkpoint store gone", FEW, run.finish(reference), table);
        }
    }

    private static void withoutCheckpoints(FaultRun run, Path store) throws Exception {
        try (JobMonitor monitor = run.monitor()) {
            long gone = System.currentTimeMillis();
            pointTo(Files.writeString(folder.resolve("no-folder"), "a file"), run.checkpoints());
            long failed = monitor.awaitFailure(gone);
            monitor.awaitFailure(failed + 1);
            pointTo(store, run.checkpoints());
        }
    }

    /** At no moment is there nothing, for Flink would make a folder. */
    private static void pointTo(Path target, Path link) throws IOException {
        Path next = Files.createSymbolicLink(folder.resolve("next"), target);
        Files.move(next, link, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void assertUnharmed(
            String fault, int injected, FaultVerdict verdict, FaultTable table) {
        table.add(fault, injected, verdict);
        assertThat(verdict.passed()).as("%s, %d times: %s", fault, injected, verdict).isTrue();
        assertThat(injected).isPositive();
    }

    /** In order; none is so late that the run could be over before the fault is there. */
    private long[] randomSteps(int count) {
        return random.longs(1, topic.lastStep() * 4 / 5).distinct().limit(count).sorted().toArray();
    }

    private static FaultRun run(String name) throws Exception {
        return run(name, new Configuration());
    }

    private static FaultRun run(String name, Configuration more) throws Exception {
        return new FaultRun(cluster, topic, folder, name, more);
    }

    private static FaultRun largeRun(String name) throws Exception {
        return new FaultRun(cluster, largeTopic, folder, name, LARGE);
    }
}
