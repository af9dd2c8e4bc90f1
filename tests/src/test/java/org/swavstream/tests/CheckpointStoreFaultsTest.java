package org.swavstream.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.swavstream.image.broker.Broker;
import org.swavstream.image.broker.SharedBroker;
import org.swavstream.tests.FaultyFileSystem.Fault;

/** A store of checkpoints that cannot be written to for a while, or takes long to answer. */
@Tag("short-faults")
@ExtendWith({SharedBroker.class, SharedFaultTable.class})
final class CheckpointStoreFaultsTest {

    private static final int TIMES = 3;

    private static final int TOLERATED = 3;
    private static final int STEPS_MEANWHILE = 10;

    /** So that transactions outlast as many checkpoints as may fail. */
    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    /** So many, so far apart, that the store is back before; transactions outlast them, too. */
    private static final int MANY_TOLERATED = 20;

    private static final Duration LONG_INTERVAL = Duration.ofSeconds(1);
    private static final Duration SHORT_TIMEOUT = Duration.ofSeconds(30);

    @RegisterExtension static final MiniClusterExtension FLINK = SmallFlink.create();

    @TempDir private Path folder;

    private Path store;

    @Test
    void aStoreThatFailsOrIsSlow(Broker broker, FaultTable table) throws Exception {
        FaultTopic topic = FaultTopic.create(broker.bootstrapServers(), "store-faults");
        store = Files.createDirectories(folder.resolve("store"));
        try (EmbeddedRun run = new EmbeddedRun(topic, folder, "store-faults-injected")) {
            run.job()
                    .configuration()
                    .set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, FaultyFileSystem.uri(store))
                    .set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, TOLERATED)
                    .set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, TIMEOUT);
            run.job().start();
            topic.addBroken();
            for (int i = 0; i < TIMES; i++) {
                during(Fault.STUCK, topic, run.reports()::awaitStep);
                run.reports().awaitCheckpoint();
                during(Fault.FAILING, topic, step -> run.reports().awaitRepeatedStep());
                run.reports().awaitCheckpoint();
            }
            FaultVerdict verdict = run.finishAndCompare();
            table.add("slow checkpoint store; the job goes on", TIMES, verdict);
            table.add("failing checkpoint store; the job restarts", TIMES, verdict);
            assertThat(verdict.passed()).as("%s", verdict).isTrue();
        }
    }

    /** The job may not restart: a task that fails would end it. */
    @Test
    void aStoreThatFailsNoMoreOftenThanIsToleratedEndsNoTask(Broker broker, FaultTable table)
            throws Exception {
        FaultTopic topic = FaultTopic.create(broker.bootstrapServers(), "tolerated-faults");
        store = Files.createDirectories(folder.resolve("store"));
        try (EmbeddedRun run = new EmbeddedRun(topic, folder, "tolerated-faults-injected")) {
            run.job()
                    .configuration()
                    .set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, FaultyFileSystem.uri(store))
                    .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, LONG_INTERVAL)
                    .set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, MANY_TOLERATED)
                    .set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, SHORT_TIMEOUT)
                    .set(RestartStrategyOptions.RESTART_STRATEGY, "none");
            run.job().start();
            during(Fault.FAILING, topic, run.reports()::awaitStep);
            FaultVerdict verdict = run.finishAndCompare();
            table.add("failing checkpoint store; the job goes on", 1, verdict);
            assertThat(verdict.passed()).as("%s", verdict).isTrue();
        }
    }

    private interface Wait {

        void upTo(long step) throws Exception;
    }

    /** Gives the job something to train on once the store has been as it should not be. */
    private void during(Fault fault, FaultTopic topic, Wait wait) throws Exception {
        fault.begin(store);
        try {
            fault.awaitHit(store);
            topic.addImages(STEPS_MEANWHILE * StreamJob.BATCH_SIZE);
            wait.upTo(topic.lastStep());
        } finally {
            fault.end(store);
        }
    }
}
