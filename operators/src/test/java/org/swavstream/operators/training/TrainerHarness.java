package org.swavstream.operators.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.memory.MemCheckpointStreamFactory;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.StreamTaskActionExecutor;
import org.apache.flink.streaming.runtime.tasks.mailbox.MailboxExecutorImpl;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.function.ThrowingRunnable;
import org.swavstream.operators.multicrop.CropSyntax;
import org.swavstream.operators.option.OptionReader;
import org.swavstream.operators.probe.ProbeFeatures;
import org.swavstream.operators.probe.ProbeOptions;
import org.swavstream.operators.report.ModelReport;
import org.swavstream.operators.report.StateReport;
import org.swavstream.operators.report.StepReport;
import org.swavstream.operators.sample.CropGroup;
import org.swavstream.operators.sample.PreparedSample;
import org.swavstream.operators.sample.PreparedSample.HeldOut;
import org.swavstream.operators.sample.PreparedSample.Views;
import org.swavstream.operators.swav.LearnerFactory;
import org.swavstream.operators.swav.Stem;
import org.swavstream.state.checkpoint.ProgressState;
import org.swavstream.state.checkpoint.TrainingProgress;
import org.swavstream.state.ledger.RecordPosition;

/** A real trainer with a tiny model, driven by hand. */
final class TrainerHarness implements AutoCloseable {

    static final int BATCH_SIZE = 4;
    static final int QUEUE_LENGTH = 8;
    static final String MODEL = "default";

    private static final int SIDE = 16;
    private static final int MAX_STATE_BYTES = 1 << 24;
    private static final List<CropGroup> CROPS = CropSyntax.groups("2x16,1x8");

    private final KeyedOneInputStreamOperatorTestHarness<String, PreparedSample, ModelReport> flink;
    private long checkpoint;

    private TrainerHarness(SwavTrainerFactory trainers, OperatorSubtaskState state)
            throws Exception {
        flink =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        trainers, PreparedSample::model, Types.STRING);
        flink.setup(
                ModelReport.TYPE.createSerializer(
                        flink.getExecutionConfig().getSerializerConfig()));
        flink.initializeState(state);
        flink.open();
    }

    static TrainerHarness start() throws Exception {
        return restore(null);
    }

    static TrainerHarness start(Configuration configuration) throws Exception {
        return restore(null, configuration);
    }

    static TrainerHarness start(LearnerFactory learners) throws Exception {
        return restore(null, learners);
    }

    static TrainerHarness restore(OperatorSubtaskState state, LearnerFactory learners)
            throws Exception {
        return restore(state, configuration(), learners);
    }

    static TrainerHarness restore(
            OperatorSubtaskState state, Configuration configuration, LearnerFactory learners)
            throws Exception {
        return new TrainerHarness(new SwavTrainerFactory(settings(configuration), learners), state);
    }

    static TrainerHarness restore(OperatorSubtaskState state) throws Exception {
        return restore(state, configuration());
    }

    static TrainerHarness restore(OperatorSubtaskState state, Configuration configuration)
            throws Exception {
        return new TrainerHarness(new SwavTrainerFactory(settings(configuration)), state);
    }

    static Configuration configuration() {
        return new Configuration()
                .set(ModelOptions.TRUNK, "resnet10")
                .set(ModelOptions.WIDTH, 0.125)
                .set(ModelOptions.STEM, Stem.SMALL)
                .set(ModelOptions.HEAD_HIDDEN, 16)
                .set(ModelOptions.FEATURE_DIM, 8)
                .set(ModelOptions.PROTOTYPES, 6)
                .set(LossOptions.FREEZE_PROTOTYPES_STEPS, 2L)
                .set(QueueOptions.LENGTH, QUEUE_LENGTH)
                .set(QueueOptions.START_STEP, 1L)
                .set(TrainOptions.BATCH_SIZE, BATCH_SIZE)
                .set(TrainOptions.DEVICE, "cpu")
                .set(TrainOptions.THREADS, 1)
                .set(ProbeOptions.EVERY_STEPS, 2L);
    }

    static TrainingSettings settings(Configuration configuration) {
        OptionReader options = new OptionReader(configuration);
        return TrainingSettings.read(options, CROPS)
                .orElseThrow(() -> new IllegalArgumentException(options.problems().toString()));
    }

    /** Views that depend on nothing but the sequence number. */
    static Views views(String model, long sequence) {
        byte[] pixels = new byte[CropGroup.bytes(CROPS)];
        new Random(sequence).nextBytes(pixels);
        return new Views(model, sequence, new RecordPosition("images", 0, sequence), pixels);
    }

    static HeldOut heldOut(int slot) {
        byte[] pixels = new byte[SIDE * SIDE * 3];
        new Random(slot).nextBytes(pixels);
        return new HeldOut(MODEL, slot, slot % 2 == 0 ? "even" : "odd", pixels);
    }

    void process(PreparedSample... samples) throws Exception {
        for (PreparedSample sample : samples) {
            flink.processElement(new StreamRecord<>(sample));
        }
    }

    /** Sends views of the sequence numbers from {@code from} to {@code to}, without the last. */
    void processViews(long from, long to) throws Exception {
        for (long sequence : LongStream.range(from, to).toArray()) {
            process(views(MODEL, sequence));
        }
    }

    /** A snapshot when all complete batches are trained on. */
    OperatorSubtaskState snapshot() throws Exception {
        drain();
        return snapshotAtOnce();
    }

    /** A snapshot as Flink takes it: only the step in flight is awaited. */
    OperatorSubtaskState snapshotAtOnce() throws Exception {
        checkpoint++;
        flink.getOneInputOperator().prepareSnapshotPreBarrier(checkpoint);
        return flink.snapshot(checkpoint, checkpoint);
    }

    /**
     * Takes a snapshot when all complete batches are trained on, but for what Flink leaves to
     * another thread.
     */
    OperatorSnapshotFutures beginSnapshot() throws Exception {
        drain();
        checkpoint++;
        flink.getOneInputOperator().prepareSnapshotPreBarrier(checkpoint);
        return flink.getOneInputOperator()
                .snapshotState(
                        checkpoint,
                        checkpoint,
                        CheckpointOptions.forCheckpointWithDefaultLocation(),
                        new MemCheckpointStreamFactory(MAX_STATE_BYTES));
    }

    /** Lets the task do a piece of work as soon as it waits for anything. */
    void doOnceTheTaskWaits(ThrowingRunnable<Exception> work) {
        new MailboxExecutorImpl(
                        flink.getTaskMailbox(),
                        TaskMailbox.MAX_PRIORITY,
                        StreamTaskActionExecutor.IMMEDIATE)
                .execute(work, "what the task waits for here");
    }

    /** The steps of all complete batches. */
    List<StepReport> steps() throws Exception {
        drain();
        return reports(StepReport.class);
    }

    /** The stored progress of the model, as of the latest snapshot. */
    TrainingProgress progress() throws Exception {
        SwavTrainer trainer = (SwavTrainer) flink.getOneInputOperator();
        trainer.setCurrentKey(MODEL);
        return new ProgressState(trainer.getKeyedStateStore()).read();
    }

    /** What a {@link #snapshot} holds, whatever its number is. */
    StateReport stateAfterSnapshot() throws Exception {
        snapshot();
        StateReport state = latestState();
        return new StateReport(
                state.model(),
                state.step(),
                state.images(),
                state.skipped(),
                0,
                state.pending(),
                state.weightsDigest(),
                state.ledgerDigest());
    }

    /** What the latest snapshot holds. */
    StateReport latestState() {
        List<StateReport> states = reports(StateReport.class);
        return states.get(states.size() - 1);
    }

    List<ProbeFeatures> probes() throws Exception {
        drain();
        List<ProbeFeatures> features = new ArrayList<>();
        var records = flink.getSideOutput(SwavTrainer.PROBE);
        if (records != null) {
            records.forEach(record -> features.add(record.getValue()));
        }
        return features;
    }

    private void drain() throws Exception {
        ((SwavTrainer) flink.getOneInputOperator()).endInput();
    }

    private <T extends ModelReport> List<T> reports(Class<T> type) {
        return flink.extractOutputValues().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    @Override
    public void close() throws Exception {
        flink.close();
    }
}
