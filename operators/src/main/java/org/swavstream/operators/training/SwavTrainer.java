package org.swavstream.operators.training;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.runtime.state.KeyGroupStatePartitionStreamProvider;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.IOUtils;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.swavstream.operators.natives.CpuFeatures;
import org.swavstream.operators.natives.Devices;
import org.swavstream.operators.probe.ProbeFeatures;
import org.swavstream.operators.report.ModelReport;
import org.swavstream.operators.report.PlateauAlarm;
import org.swavstream.operators.report.StepReport;
import org.swavstream.operators.sample.PreparedSample;
import org.swavstream.operators.swav.LearnerFactory;
import org.swavstream.operators.swav.Precision;
import org.swavstream.state.checkpoint.ModelStreamReader;
import org.swavstream.state.checkpoint.ProgressState;

/**
 * Trains one model for each key: collects the views of a batch, makes one optimisation step, and
 * reports it. Before each checkpoint barrier it copies every model that was trained since the last;
 * the copies go to keyed state and, as raw keyed state, to the checkpoint. A restored trainer
 * begins with the models in it.
 *
 * <p>Steps are computed on a thread of their own, so that the next batch arrives, and a checkpoint
 * is written, while a step runs. One step is in flight at most. When two complete batches wait for
 * their steps, the operator takes no more input. Before a barrier it waits for the step in flight,
 * so the state and the reports that go before the barrier belong together. A barrier mostly comes
 * in the middle of a batch: the complete ones before it are part of the state, and are trained on
 * while the checkpoint is written.
 *
 * <p>Input: {@link PreparedSample}s keyed by model, in any order. Output: {@link StepReport}s, and
 * a state report per checkpoint; features of the held-out images in {@link #PROBE}.
 */
public final class SwavTrainer extends AbstractStreamOperator<ModelReport>
        implements OneInputStreamOperator<PreparedSample, ModelReport>, BoundedOneInput {

    /** Side output for the probe. */
    public static final OutputTag<ProbeFeatures> PROBE =
            new OutputTag<>("probe-features", ProbeFeatures.TYPE);

    private static final Logger LOG = LoggerFactory.getLogger(SwavTrainer.class);

    private final TrainingSettings settings;
    private final LearnerFactory learners;
    private final MailboxExecutor mailbox;

    private transient boolean restored;
    private transient ModelTrainingFactory trainings;
    private transient SortedMap<String, ModelTraining> models;
    private transient RawStateSnapshots snapshots;
    private transient TrainingMetrics stepMetrics;
    private transient TrainingThread thread;
    private transient StepQueue steps;

    SwavTrainer(
            StreamOperatorParameters<ModelReport> parameters,
            TrainingSettings settings,
            LearnerFactory learners) {
        super(parameters);
        this.settings = settings;
        this.learners = learners;
        this.mailbox = parameters.getMailboxExecutor();
    }

    @Override
    protected boolean isUsingCustomRawKeyedState() {
        return true;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        int threads = learners.prepareThread(settings.threads());
        Devices.Choice device = device();
        LOG.info("Training on {}: {}", device.name(), device.reason());
        warnOfSlowPrecision(device);
        trainings =
                new ModelTrainingFactory(
                        settings.on(threads, device.name()),
                        learners,
                        TrainerState.open(context.getKeyedStateStore()));
        snapshots = new RawStateSnapshots(mailbox, getRuntimeContext().getTaskInfo());
        models = new TreeMap<>();
        for (var keyGroup : context.getRawKeyedStateInputs()) {
            restore(keyGroup);
        }
        for (String model : storedModels()) {
            if (!models.containsKey(model)) {
                throw new JobRefusedException(
                        "cannot restore model '%s': its tensors are missing".formatted(model));
            }
        }
        restored = context.isRestored();
    }

    private void restore(KeyGroupStatePartitionStreamProvider keyGroup) throws IOException {
        InputStream in = new CheckpointInputStream(keyGroup.getStream());
        try {
            ModelStreamReader stored = new ModelStreamReader(in);
            while (stored.hasNext()) {
                String model = stored.next();
                setCurrentKey(model);
                models.put(model, trainings.restore(model, stored));
            }
        } catch (IOException e) {
            throw new JobRefusedException(
                    "cannot restore the models of key group %d: %s"
                            .formatted(keyGroup.getKeyGroupId(), e.getMessage()),
                    e);
        }
    }

    @Override
    public void open() throws Exception {
        super.open();
        stepMetrics = new TrainingMetrics(getMetricGroup().addGroup("swav"));
        thread = new TrainingThread(mailbox, () -> learners.prepareThread(settings.threads()));
        steps = new StepQueue(thread, this::report);
        models.values().stream().filter(ModelTraining::isBatchComplete).forEach(steps::add);
        if (!restored) {
            trainings.checkWarmStart();
        } else if (settings.warmStart() != null) {
            LOG.info(
                    "Restored models keep their weights; {} is for new ones: {}",
                    ModelOptions.WARM_START.key(),
                    settings.warmStart());
        }
    }

    @Override
    public void processElement(StreamRecord<PreparedSample> element) throws Exception {
        steps.awaitRoom();
        PreparedSample sample = element.getValue();
        ModelTraining training = models.get(sample.model());
        if (training == null) {
            training = trainings.create(sample.model());
            models.put(sample.model(), training);
        }
        if (training.add(sample)) {
            steps.add(training);
        }
    }

    @Override
    public void endInput() throws Exception {
        steps.drain();
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        snapshots.awaitRelease();
        steps.hold();
        models.values().forEach(ModelTraining::beginCopy);
        steps.release();
        for (var model : models.entrySet()) {
            setCurrentKey(model.getKey());
            output.collect(new StreamRecord<>(model.getValue().writeState(checkpointId)));
        }
    }

    /** Adds tensors and waiting samples of the models to what Flink writes of the state. */
    @Override
    public OperatorSnapshotFutures snapshotState(
            long checkpoint,
            long timestamp,
            CheckpointOptions options,
            CheckpointStreamFactory storage)
            throws Exception {
        OperatorSnapshotFutures state =
                super.snapshotState(checkpoint, timestamp, options, storage);
        if (!models.isEmpty()) {
            CloseableRegistry cancellation = getContainingTask().getCancelables();
            SortedMap<String, CopiedModel> copies = new TreeMap<>();
            models.forEach((model, training) -> copies.put(model, training.takeCopy()));
            state.setKeyedStateRawFuture(snapshots.begin(copies, storage, cancellation));
        }
        return state;
    }

    @Override
    public void close() throws Exception {
        List<AutoCloseable> owned = new ArrayList<>(Arrays.asList(thread, snapshots));
        if (models != null) {
            owned.addAll(models.values());
        }
        owned.add(super::close);
        IOUtils.closeAll(owned);
    }

    private Devices.Choice device() {
        try {
            return learners.device(settings.swav());
        } catch (IllegalArgumentException e) {
            throw new JobRefusedException(e.getMessage(), e);
        }
    }

    private void warnOfSlowPrecision(Devices.Choice device) {
        if (settings.swav().compute().precision() == Precision.BFLOAT16
                && device.name().equals(Devices.CPU)
                && !CpuFeatures.multipliesBfloat16().orElse(true)) {
            LOG.warn(
                    "{} is bfloat16, which this CPU does not multiply itself (no AVX512-BF16, no"
                            + " AMX): 7 to 15 times slower than float32 was measured; set float32",
                    TrainOptions.PRECISION.key());
        }
    }

    private void report(FinishedStep step) {
        stepMetrics.update(step.report());
        if (PlateauAlarm.raisedBy(step.report())) {
            LOG.warn("{}", PlateauAlarm.text(step.report()));
        }
        output.collect(new StreamRecord<>(step.report()));
        step.probe().ifPresent(features -> output.collect(PROBE, new StreamRecord<>(features)));
    }

    private Iterable<String> storedModels() {
        try (Stream<String> keys =
                this.<String>getKeyedStateBackend()
                        .getKeys(ProgressState.NAME, VoidNamespace.INSTANCE)) {
            return keys.sorted().toList();
        }
    }
}
