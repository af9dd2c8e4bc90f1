package org.swavstream.operators.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.swavstream.image.ImageRecord;
import org.swavstream.operators.report.ModelReport;
import org.swavstream.operators.sample.PreparedSample;
import org.swavstream.operators.sample.SequencedSample;
import org.swavstream.operators.sequence.SampleSequencer;

/**
 * The real sequencer and the real trainer between a simulated source, MultiCrop and sink; nothing
 * happens until it is told to. Between sequencer and trainer samples overtake each other, but no
 * barrier.
 *
 * <p>Owns the operators; {@link #close} ends them as a failure does. What they wrote since the last
 * completed checkpoint is lost then, as it was not committed.
 */
final class SimulatedJob implements AutoCloseable {

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
                        SimulatedOperators.sequencer(),
                        parallelism.sequencers(),
                        from.sequencers(),
                        forgetting);
        this.trainers =
                new KeyedSubtasks<>(
                        SimulatedOperators.trainer(forgetting.learners()),
                        parallelism.trainers(),
                        from.trainers(),
                        forgetting);
        for (int trainer = 0; trainer < parallelism.trainers(); trainer++) {
            channels.add(new Channels(parallelism.crops()));
        }
    }

    /** Whether the source has another record. */
    boolean hasRecord() {
        return position < topic.records().size();
    }

    /** The source gives the next record, and the sequencer sends on what it makes of it. */
    void read() throws Exception {
        ImageRecord record = topic.records().get(position);
        position++;
        int sequencer = sequencers.subtaskOf(record);
        sequencers.process(sequencer, record);
        for (SequencedSample sample : sequencers.takeOutput(sequencer)) {
            PreparedSample prepared = SimulatedTopic.prepare(sample);
            channels.get(trainers.subtaskOf(prepared))
                    .send(prepared, random.nextInt(parallelism.crops()));
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
        stored.putAll(StoredModels.in(latest.trainers()).dump());
        return stored;
    }

    @Override
    public void close() throws Exception {
        sequencers.close();
        trainers.close();
    }
}
