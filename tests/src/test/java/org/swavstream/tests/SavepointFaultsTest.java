package org.swavstream.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.swavstream.image.broker.Broker;
import org.swavstream.image.broker.SharedBroker;
import org.swavstream.operators.report.StateReport;
import org.swavstream.operators.training.ModelOptions;
import org.swavstream.state.safetensors.SafetensorsFile;

/**
 * What can be done to a savepoint between the job that left it and the one that resumes from it.
 */
@Tag("short-faults")
@ExtendWith({SharedBroker.class, SharedFaultTable.class})
final class SavepointFaultsTest {

    private static final int IMAGES = 300;

    @RegisterExtension static final MiniClusterExtension FLINK = SmallFlink.create();

    @TempDir private Path folder;

    @Test
    void restoredTwiceItIsTheSameModelTwice(Broker broker, FaultTable table) throws Exception {
        FaultTopic topic = FaultTopic.create(broker.bootstrapServers(), "restored-twice");
        topic.addBroken().addImages(IMAGES);
        try (EmbeddedRun first = new EmbeddedRun(topic, folder, "restored-twice-0")) {
            first.job().start();
            first.reports().awaitStep(topic.lastStep());
            String savepoint = first.job().stop();
            topic.addImages(IMAGES).addBroken();
            StateReport reference = first.reference();
            for (int time = 1; time <= 2; time++) {
                FaultVerdict verdict = restored(savepoint, time, first, reference);
                table.add("savepoint restored, time " + time, 1, verdict);
                assertThat(verdict.passed()).as("%s", verdict).isTrue();
            }
        }
    }

    private FaultVerdict restored(
            String savepoint, int time, EmbeddedRun first, StateReport reference) throws Exception {
        FaultTopic topic = first.topic();
        try (EmbeddedRun again = new EmbeddedRun(topic, folder, "restored-twice-" + time)) {
            again.job().from(savepoint).start();
            StateReport last = again.finish();
            List<Long> written = new ArrayList<>(first.reports().numbers());
            written.addAll(again.reports().numbers());
            return FaultVerdict.of(written, topic.expected(), last, reference);
        }
    }

    /**
     * And Flink does not try again, as another try would read the same. The network is so wide that
     * some blocks hold a part of a single tensor.
     */
    @Test
    void aDamagedTensorIsRefusedByItsName(Broker broker) throws Exception {
        TestTopics.create(broker, "damaged");
        TestTopics.publish(broker, "damaged", StreamJob.BATCH_SIZE, "all");
        String savepoint;
        try (MetricsReader metrics =
                        new MetricsReader(broker.bootstrapServers(), "damaged.metrics");
                StreamJob job = wideJob(broker).start()) {
            metrics.await(StateReport.class, state -> state.step() == 1);
            savepoint = job.stop();
        }
        Path damaged = folder.resolve("damaged-savepoint");
        DamagedSavepoint.copy(
                Path.of(URI.create(savepoint)),
                tensor(savepoint, "layer4.0.conv2.weight"),
                damaged);
        try (StreamJob job = wideJob(broker).from(damaged.toString()).start()) {
            assertThat(job.failure())
                    .rootCause()
                    .hasMessageContaining("of state 'weights' (layer4.0.conv2.weight) is damaged")
                    .hasMessageContaining("its checksum is");
        }
    }

    private StreamJob wideJob(Broker broker) {
        StreamJob job = new StreamJob(broker.bootstrapServers(), "damaged", folder);
        job.configuration()
                .set(ModelOptions.WIDTH, 0.5)
                .set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay")
                .set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1_000);
        return job;
    }

    private byte[] tensor(String savepoint, String name) throws Exception {
        Path file = folder.resolve("model.safetensors");
        CommandLineRun.of("export", "--savepoint", savepoint, "--out", file.toString());
        try (SafetensorsFile model = SafetensorsFile.open(file)) {
            return model.read(name).bytes();
        }
    }
}
