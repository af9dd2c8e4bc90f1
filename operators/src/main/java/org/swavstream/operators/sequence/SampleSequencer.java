package org.swavstream.operators.sequence;

import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.swavstream.image.DeadLetter;
import org.swavstream.image.ImageRecord;
import org.swavstream.operators.sample.SampleUse;
import org.swavstream.operators.sample.SequencedSample;
import org.swavstream.state.checkpoint.SequenceState;

/**
 * The one place that decides what is trained on and in which order. It numbers the samples of each
 * model in the order of their arrival, and sends held-out images to the model's probe set: each one
 * once, up to a limit. Held-out images without a label, and those over the limit, are left out.
 *
 * <p>Keyed by model; after it, nothing that a model is trained on depends on timing.
 */
public final class SampleSequencer
        extends KeyedProcessFunction<String, ImageRecord, SequencedSample>
        implements CheckpointedFunction {

    /**
     * Side output for records whose key names no model although {@code model.key-by} asks for it,
     * and for held-out images whose label is no name: see {@link RecordNames}.
     */
    public static final OutputTag<DeadLetter> DEAD_LETTERS =
            new OutputTag<>("sequencer-dead-letters", DeadLetter.TYPE);

    private final RecordNames names;
    private final HoldOut holdOut;
    private final int maxProbeImages;

    private transient SequenceState state;
    private transient Counter trained;
    private transient Counter heldOut;
    private transient Counter leftOut;
    private transient Counter deadLetters;

    public SampleSequencer(SequenceSettings settings) {
        this.names = new RecordNames(settings.keyBy());
        this.holdOut = new HoldOut(settings.holdOutShare());
        this.maxProbeImages = settings.maxProbeImages();
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {
        state = new SequenceState(context.getKeyedStateStore());
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {
        // every change is in keyed state at once
    }

    @Override
    public void open(OpenContext context) {
        MetricGroup metrics = getRuntimeContext().getMetricGroup().addGroup("swav");
        trained = metrics.counter("samplesSequenced");
        heldOut = metrics.counter("imagesHeldOut");
        leftOut = metrics.counter("imagesLeftOut");
        deadLetters = metrics.counter("deadLetters");
    }

    @Override
    public void processElement(ImageRecord record, Context context, Collector<SequencedSample> out)
            throws Exception {
        String model = context.getCurrentKey();
        Optional<String> hash = holdOut.hashIfHeldOut(record);
        Optional<String> fault = names.fault(record, hash.isPresent());
        if (fault.isPresent()) {
            deadLetters.inc();
            context.output(DEAD_LETTERS, new DeadLetter(record, fault.get()));
            return;
        }
        if (hash.isEmpty()) {
            trained.inc();
            out.collect(new SequencedSample(model, SampleUse.TRAIN, state.next(), record));
        } else if (belongsToProbeSet(record, hash.get())) {
            heldOut.inc();
            int slot = state.addMember(hash.get());
            out.collect(new SequencedSample(model, SampleUse.PROBE, slot, record));
        } else {
            leftOut.inc();
        }
    }

    private boolean belongsToProbeSet(ImageRecord record, String hash) throws Exception {
        return record.header(ImageRecord.LABEL).isPresent()
                && state.probeSize() < maxProbeImages
                && !state.isMember(hash);
    }
}
