package org.swavstream.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
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
import org.swavstream.operators.report.ModelReport;
import org.swavstream.operators.swav.LearnerFactory;
import org.swavstream.operators.swav.SwavLearners;
import org.swavstream.operators.training.SwavTrainerFactory;
import org.swavstream.operators.training.TrainingSettings;
import org.swavstream.tests.OperatorFaults.Fault;

/**
 * An exception in each method that Flink calls of the trainer, and in those that the trainer calls
 * of the learner, before and after they did their work.
 */
@Tag("short-faults")
@ExtendWith({SharedBroker.class, SharedFaultTable.class})
final class TrainerFaultsTest {

    /** By the name of the method, what the trainer does there. */
    private static final Map<String, String> METHODS =
            new TreeMap<>(
                    Map.of(
                            "processElement", "process",
                            "train", "step, on its own thread",
                            "beginCopy", "copy before the barrier",
                            "completeCopy", "copy beside a step",
                            "prepareSnapshotPreBarrier", "preparation of a snapshot",
                            "snapshotState", "snapshot",
                            "notifyCheckpointComplete", "completion",
                            "initializeState", "restore",
                            "open", "opening",
                            "restoreWeights", "restore of the weights"));

    private static final Set<String> RESTORING =
            Set.of("initializeState", "open", "restoreWeights");

    @RegisterExtension static final MiniClusterExtension FLINK = SmallFlink.create();

    @RegisterExtension final SharedObjectsExtension shared = SharedObjectsExtension.create();

    @TempDir private Path folder;

    @Test
    void exceptionsInEveryLifecycleMethod(Broker broker, FaultTable table) throws Exception {
        FaultTopic topic = FaultTopic.create(broker.bootstrapServers(), "trainer-faults");
        SharedReference<OperatorFaults> faults = shared.add(new OperatorFaults());
        try (EmbeddedRun run = new EmbeddedRun(topic, folder, "trainer-faults-injected")) {
            run.job().withTrainer(settings -> faultyTrainers(settings, faults)).start();
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

    private static StreamOperatorFactory<ModelReport> faultyTrainers(
            TrainingSettings settings, SharedReference<OperatorFaults> faults) {
        LearnerFactory learners = new FaultyLearners(new SwavLearners(), faults);
        return new FaultyOperatorFactory<>(new SwavTrainerFactory(settings, learners), faults);
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
