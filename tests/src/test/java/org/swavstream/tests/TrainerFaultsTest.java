package org.swavstream.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
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
 * An exception in each of the methods below, before and after it did its work. Flink calls some of
 * them of the trainer, the trainer the others of the learner.
 *
 * <p>Not among them are {@code close}, as Flink ends a TaskManager whose task fails to close;
 * {@code endInput}, as the input of this job has no end; {@code notifyCheckpointAborted}, in which
 * the trainer does nothing; and {@code embed}, as no image is held out.
 */
@Tag("short-faults")
@ExtendWith({SharedBroker.class, SharedFaultTable.class})
final class TrainerFaultsTest {

    /** Of a job in which nothing else fails: by the name of the method, what the trainer does. */
    private static final Map<String, String> TRAINING =
            new TreeMap<>(
                    Map.of(
                            "processElement", "process",
                            "prepare", "preparation of a batch",
                            "train", "step, on its own thread",
                            "beginCopy", "copy before the barrier",
                            "completeCopy", "copy beside a step",
                            "prepareSnapshotPreBarrier", "preparation of a snapshot",
                            "snapshotState", "snapshot",
                            "notifyCheckpointComplete", "completion"));

    /** As {@link #TRAINING}, of a job that has failed. */
    private static final Map<String, String> RESTARTING =
            new TreeMap<>(
                    Map.of(
                            "initializeState", "restore",
                            "open", "opening",
                            "restoreWeights", "restore of the weights",
                            "restoreMomentum", "restore of the momentum",
                            "restorePrototypes", "restore of the prototypes",
                            "restoreQueueRows", "restore of the queue's rows",
                            "restoreQueueInserted", "restore of the queue's position"));

    @RegisterExtension static final MiniClusterExtension FLINK = SmallFlink.create();

    @RegisterExtension final SharedObjectsExtension shared = SharedObjectsExtension.create();

    @TempDir private Path folder;

    @Test
    void exceptionsInMethodsOfTrainerAndLearner(Broker broker, FaultTable table) throws Exception {
        FaultTopic topic = FaultTopic.create(broker.bootstrapServers(), "trainer-faults");
        SharedReference<OperatorFaults> faults = shared.add(new OperatorFaults());
        try (EmbeddedRun run = new EmbeddedRun(topic, folder, "trainer-faults-injected")) {
            run.job().withTrainer(settings -> faultyTrainers(settings, faults)).start();
            topic.addBroken();
            for (Fault fault : faultsIn(TRAINING)) {
                inject(List.of(fault), faults.get(), topic);
            }
            for (Fault fault : faultsIn(RESTARTING)) {
                inject(List.of(new Fault("processElement", false), fault), faults.get(), topic);
            }
            FaultVerdict verdict = run.finishAndCompare();
            Stream.of(TRAINING, RESTARTING)
                    .flatMap(methods -> methods.values().stream())
                    .forEach(what -> table.add("exception in the trainer, " + what, 2, verdict));
            assertThat(verdict.passed()).as("%s", verdict).isTrue();
        }
    }

    private static List<Fault> faultsIn(Map<String, String> methods) {
        return methods.keySet().stream()
                .flatMap(method -> Stream.of(new Fault(method, false), new Fault(method, true)))
                .toList();
    }

    private static StreamOperatorFactory<ModelReport> faultyTrainers(
            TrainingSettings settings, SharedReference<OperatorFaults> faults) {
        LearnerFactory learners = new FaultyLearners(new SwavLearners(), faults);
        return new FaultyOperatorFactory<>(new SwavTrainerFactory(settings, learners), faults);
    }

    private static void inject(List<Fault> planned, OperatorFaults faults, FaultTopic topic)
            throws Exception {
        faults.plan(planned);
        topic.addImages(3 * StreamJob.BATCH_SIZE);
        faults.awaitAll();
    }
}
