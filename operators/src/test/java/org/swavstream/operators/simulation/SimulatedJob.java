package org.swavstream.operators.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.swavstream.image.ImageRecord;
import org.swavstream.operators.evaluation.ProbeOptions;
import org.swavstream.operators.multicrop.CropSyntax;
import org.swavstream.operators.option.OptionReader;
import org.swavstream.operators.report.ModelReport;
import org.swavstream.operators.sample.PreparedSample;
import org.swavstream.operators.sample.SequencedSample;
import org.swavstream.operators.sequence.ModelKeySelector;
import org.swavstream.operators.sequence.SampleSequencer;
import org.swavstream.operators.sequence.SequenceOptions.ModelKey;
import org.swavstream.operators.sequence.SequenceSettings;
import org.swavstream.operators.training.LossOptions;
import org.swavstream.operators.training.ModelOptions;
import org.swavstream.operators.training.QueueOptions;
import org.swavstream.operators.training.SwavTrainerFactory;
import org.swavstream.operators.training.TrainOptions;
import org.swavstream.operators.training.TrainingSettings;
import org.swavstream.state.checkpoint.OperatorUids;

/**
 * The real sequencer and the real trainer between a simulated source, MultiCrop and sink; nothing
 * happens until it is told to. Between sequencer and trainer samples overtake each other, but no
 * barrier.
 *
 * <p>Owns the operators; {@link #close} ends them as a failure does. What they wrote since the last
 * completed checkpoint is lost then, as it was not committed.
 */
final class SimulatedJob implements AutoCloseable {

    private static final int BATCH_SIZE = 3;
    private static final SequenceSettings SEQUENCING =
            new SequenceSettings(ModelKey.RECORD_KEY, 0.2, 5);
    private static final TrainingSettings TRAINING = training();

    private static final KeyedSubtasks.Operator<ImageRecord, SequencedSample> SEQUENCER =
            new KeyedSubtasks.Operator<>(
                    OperatorUids.SAMPLE_SEQUENCER,
                    environment ->
                            new OneInputStreamOperatorTestHarness<>(
                                    new KeyedProcessOperator<>(new SampleSequencer(SEQUENCING)),
                                    environment),
                    new ModelKeySelector(SEQUENCING),
                    SequencedSample.TYPE);
    private final SimulatedTopic topic;
    private final Parallelism parallelism;
    private final Random random;
    private final KeyedSubtasks<ImageRecord, SequencedSample> sequencers;
    private final KeyedSubtasks<PreparedSample, ModelReport> trainers;
    private final List<Channels> channels = new ArrayList<>();

    private final List<Object> writtenBefore;
    private Snapshot latest;
    private long checkpoint;
    private int position;
    private PendingSnapshot pending;

    /**
     * Starts the job.
     *
     * @param from where it goes on
     * @param random decides what overtakes what
     * @param forgetting what is not restored
     */
    SimulatedJob(
            SimulatedTopic topic,
            Parallelism parallelism,
            Snapshot from,
            Random random,
            Forgetting forgetting)
            throws Exception {
        this.topic = topic;
        this.parallelism = parallelism;
        this.random = random;
        this.latest = from;
        this.writtenBefore = from.written();
        this.checkpoint = from.checkpoint();
        this.position = from.position();
        this.sequencers =
                new KeyedSubtasks<>(
                        SEQUENCER, parallelism.sequencers(), from.sequencers(), forgetting);
        this.trainers =
                new KeyedSubtasks<>(
                        trainer(forgetting), parallelism.trainers(), from.trainers(), forgetting);
        for (int trainer = 0; trainer < parallelism.trainers(); trainer++) {
            channels.add(new Channels(parallelism.crops()));
        }
    }

    private static KeyedSubtasks.Operator<PreparedSample, ModelReport> trainer(
            Forgetting forgetting) {
        return new KeyedSubtasks.Operator<>(
                OperatorUids.SWAV_TRAINER,
                environment ->
                        new OneInputStreamOperatorTestHarness<>(
                                new SwavTrainerFactory(TRAINING, forgetting.learners()),
                                environment),
                PreparedSample::model,
                ModelReport.TYPE);
    }

    private static TrainingSettings training() {
        Configuration configuration =
                new Configuration()
                        .set(ModelOptions.PROTOTYPES, 4)
                        .set(LossOptions.FREEZE_PROTOTYPES_STEPS, 1L)
                        .set(QueueOptions.LENGTH, 2 * BATCH_SIZE)
                        .set(TrainOptions.BATCH_SIZE, BATCH_SIZE)
                        .set(TrainOptions.THREADS, 1)
                        .set(ProbeOptions.EVERY_STEPS, 2L);
        return TrainingSettings.read(new OptionReader(configuration), CropSyntax.groups("2x16,1x8"))
                .orElseThrow();
    }

    /** Whether the source has another record. */
    boolean hasRecord() {
        return position < topic.records().size();
    }

    /** The source gives the next record, and the sequencer sends on what it makes of it. */
    void read() throws Exception {
        ImageRecord record = topic.records().get(position);
        position++;
        String model = new ModelKeySelector(SEQUENCING).getKey(record);
        int sequencer = sequencers.subtaskOf(model);
        sequencers.process(sequencer, record);
        for (SequencedSample sample : sequencers.takeOutput(sequencer)) {
            channels.get(trainers.subtaskOf(sample.model()))
                    .send(SimulatedTopic.prepare(sample), random.nextInt(parallelism.crops()));
        }
    }

    /** Whether something is on its way to a trainer. */
    boolean isInFlight() {
        return channels.stream().anyMatch(Channels::isReady);
    }

    /** A trainer gets what is next in one of its channels. */
    void deliver() throws Exception {
        List<Integer> ready = new ArrayList<>();
        for (int trainer = 0; trainer < channels.size(); trainer++) {
            if (channels.get(trainer).isReady()) {
                ready.add(trainer);
            }
        }
        int trainer = ready.get(random.nextInt(ready.size()));
        Optional<PreparedSample> sample = channels.get(trainer).receive(random);
        if (sample.isPresent()) {
            trainers.process(trainer, sample.get());
        } else if (channels.get(trainer).isAligned()) {
            channels.get(trainer).unblock();
            snapshot(trainer);
        }
    }

    /** The steps on all batches that a trainer has complete come to their end. */
    void finishSteps(int trainer) throws Exception {
        trainers.harness(trainer).endInput();
    }

    /** Whether a barrier is on its way. */
    boolean isCheckpointing() {
        return pending != null;
    }

    /** The source sends a barrier. */
    void beginCheckpoint() throws Exception {
        checkpoint++;
        List<OperatorSubtaskState> states = new ArrayList<>();
        List<Object> written = new ArrayList<>(writtenBefore);
        for (int sequencer = 0; sequencer < sequencers.parallelism(); sequencer++) {
            states.add(sequencers.snapshot(sequencer, checkpoint));
            written.addAll(sequencers.sideOutput(sequencer, SampleSequencer.DEAD_LETTERS));
        }
        pending =
                new PendingSnapshot(checkpoint, position, states, trainers.parallelism(), written);
        channels.forEach(Channels::sendBarrier);
    }

    /** The coordinator gives up the checkpoint that is under way; the job goes on. */
    void abandonCheckpoint() {
        pending.abandon();
    }

    private void snapshot(int trainer) throws Exception {
        OperatorSubtaskState state = trainers.snapshot(trainer, checkpoint);
        pending.add(trainer, state, trainers.output(trainer));
        if (pending.isThrough()) {
            Optional<Snapshot> completed = pending.completed();
            pending = null;
            if (completed.isPresent()) {
                latest = completed.get();
                sequencers.notifyComplete(checkpoint);
                trainers.notifyComplete(checkpoint);
            }
        }
    }

    /** The latest checkpoint that was completed. */
    Snapshot latest() {
        return latest;
    }

    /**
     * Everything that is left to do without a checkpoint, then two of them, as at a replay's end.
     */
    Outcome finish() throws Exception {
        deliverAll();
        while (hasRecord()) {
            read();
            deliverAll();
        }
        checkpoint();
        checkpoint();
        return Outcome.of(latest, stored());
    }

    private void checkpoint() throws Exception {
        beginCheckpoint();
        deliverAll();
    }

    private void deliverAll() throws Exception {
        while (isInFlight()) {
            deliver();
        }
    }

    private SortedMap<String, String> stored() throws Exception {
        SortedMap<String, String> stored = sequencers.dump(KeyedStates.in(latest.sequencers()));
        stored.putAll(trainers.dump(KeyedStates.in(latest.trainers())));
        return stored;
    }

    @Override
    public void close() throws Exception {
        sequencers.close();
        trainers.close();
    }
}
