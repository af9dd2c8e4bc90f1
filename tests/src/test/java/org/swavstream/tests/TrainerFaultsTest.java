package org.swavstream.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.testutils.junit.SharedObjectsExtension;
import org.apache.flink.testutils.junit.SharedReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.swavstream.image.broker.Broker;
import org.swavstream.image.broker.SharedBroker;
import org.swavstream.tests.OperatorFaults.Fault;

/**
 * An exception in each method that Flink calls of the trainer, before and after it did its work.
 */
@Tag("short-faults")
@ExtendWith({SharedBroker.class, SharedFaultTable.class})
final class TrainerFaultsTest {

    /** By the name in Flink's interfaces, what the trainer does there. */
    private static final Map<String, String> METHODS =
            new TreeMap<>(
                    Map.of(
                            "processElement", "process",
                            "prepareSnapshotPreBarrier", "flush before the barrier",
                            "snapshotState", "snapshot",
                            "notifyCheckpointComplete", "completion",
                            "initializeState", "restore",
                            "open", "opening"));

    private static final Set<String> RESTORING = Set.of("initializeState", "open");

    @RegisterExtension static final MiniClusterExtension FLINK = SmallFlink.create();

    @RegisterExtension final SharedObjectsExtension shared = SharedObjectsExtension.create();

    @TempDir private Path folder;

    @Test
    void exceptionsInEveryLifecycleMethod(Broker broker, FaultTable table) throws Exception {
        FaultTopic topic = FaultTopic.create(broker.bootstrapServers(), "trainer-faults");
        SharedReference<OperatorFaults> faults = shared.add(new OperatorFaults());
        try (EmbeddedRun run = new EmbeddedRun(topic, folder, "trainer-faults-injected")) {
            run.job().withTrainer(real -> new FaultyOperatorFactory<>(real, faults)).start();
            topic.addBroken();
            for (String method : METHODS.keySet()) {
                inject(new Fault(method, false), faults.get(), topic);
                inject(new Fault(method, true), faults.get(), topic);
            }
            FaultVerdict verdict = run.finishAndCompare();
            METHODS.values()
                    .forEach(what -> table.add("exception in the trainer, " + what, 2, verdict));
            assertThat(verdict.passed()).as("%s", verdict).isTrue();
        }
    }

    private static void inject(Fault fault, OperatorFaults faults, FaultTopic topic)
            throws Exception {
        // Only a job that failed restores.
        faults.plan(
                RESTORING.contains(fault.method())
                        ? List.of(new Fault("processElement", false), fault)
                        : List.of(fault));
        topic.addImages(3 * StreamJob.BATCH_SIZE);
        faults.awaitAll();
    }
}
