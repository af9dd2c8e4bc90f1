package org.swavstream.job.bench;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.swavstream.image.kafka.KafkaOptions;
import org.swavstream.operators.multicrop.AugmentationSettings;
import org.swavstream.operators.multicrop.MultiCropOptions;
import org.swavstream.operators.option.OptionReader;
import org.swavstream.operators.probe.ProbeOptions;
import org.swavstream.operators.sequence.SequenceOptions;
import org.swavstream.operators.swav.LearnedState;
import org.swavstream.operators.swav.SwavLearner;
import org.swavstream.operators.training.ModelOptions;
import org.swavstream.operators.training.QueueOptions;
import org.swavstream.operators.training.TrainOptions;
import org.swavstream.operators.training.TrainingSettings;
import org.swavstream.state.checkpoint.QueueIndex;
import org.swavstream.state.tensor.TensorSpec;

/**
 * A job that is measured as a whole.
 *
 * @param trunk {@code resnet18} or another
 * @param crops COUNTxSIDE for each group, separated by commas
 * @param batch samples of a step
 * @param steps of each model that are measured, at least
 * @param queue rows for each assignment crop
 * @param models that are trained beside each other, each on as many images
 */
record PipelineSize(String trunk, String crops, int batch, int steps, int queue, int models) {

    /** Of each model, before those that are measured. */
    private static final int WARM_UP_STEPS = 12;

    /** An interval for jobs that are over before it is. */
    static final Duration NO_CHECKPOINTS = Duration.ofDays(1);

    /**
     * Batches of each model on the topic behind its last step, so that it does not run ahead of its
     * input.
     */
    static final int BATCHES_LEFT = 8;

    /**
     * Of each model, before those that are measured in a round: meanwhile its images are published,
     * and crops are made of as many as there is room for before the trainer.
     */
    static final int LEAD_STEPS = 2;

    /** A job with one model. */
    PipelineSize(String trunk, String crops, int batch, int steps, int queue) {
        this(trunk, crops, batch, steps, queue, 1);
    }

    /** The same, for each of {@code newModels} models. */
    PipelineSize withModels(int newModels) {
        return new PipelineSize(trunk, crops, batch, steps, queue, newModels);
    }

    /** The size of {@code arguments}, which are another one's {@link #arguments}. */
    static PipelineSize of(List<String> arguments) {
        return new PipelineSize(
                arguments.get(0),
                arguments.get(1),
                Integer.parseInt(arguments.get(2)),
                Integer.parseInt(arguments.get(3)),
                Integer.parseInt(arguments.get(4)),
                Integer.parseInt(arguments.get(5)));
    }

    /** For another process. */
    List<String> arguments() {
        return List.of(
                trunk,
                crops,
                String.valueOf(batch),
                String.valueOf(steps),
                String.valueOf(queue),
                String.valueOf(models));
    }

    /** Images of the steps that are measured, of all models. */
    int images() {
        return batch * steps * models;
    }

    /**
     * Steps of all models before those that are measured, while Java code of the job's start is
     * compiled.
     */
    int warmUpSteps() {
        return WARM_UP_STEPS * models;
    }

    /** Steps of all models, with those that are measured. */
    int lastStep() {
        return (WARM_UP_STEPS + steps) * models;
    }

    /** Images on the topic when a job starts, of each model. */
    int published() {
        return batch * (WARM_UP_STEPS + steps + BATCHES_LEFT);
    }

    /** Steps of all models until a job waits that got no more images than at its start. */
    int publishedSteps() {
        return published() / batch * models;
    }

    /** Steps of each model in a round of a job that waits for images before it and after it. */
    int roundSteps() {
        return LEAD_STEPS + steps + BATCHES_LEFT;
    }

    /**
     * The settings of the job.
     *
     * @param threads of the trainer
     * @param cropSubtasks subtasks of the multi-crop operator
     * @param checkpoints time between two
     */
    Configuration settings(int threads, int cropSubtasks, Duration checkpoints) {
        Configuration settings =
                new Configuration()
                        .set(ModelOptions.TRUNK, trunk)
                        .set(MultiCropOptions.GROUPS, crops)
                        .set(
                                MultiCropOptions.SCALES,
                                crops.contains(",") ? "0.14-1.0,0.05-0.14" : "0.14-1.0")
                        .set(TrainOptions.BATCH_SIZE, batch)
                        .set(TrainOptions.THREADS, threads)
                        .set(TrainOptions.DEVICE, "cpu")
                        .set(QueueOptions.LENGTH, queue)
                        .set(ProbeOptions.EVERY_STEPS, 0L)
                        .set(SequenceOptions.HOLD_OUT_SHARE, 0.0)
                        .set(MultiCropOptions.PARALLELISM, cropSubtasks)
                        .set(KafkaOptions.SINK_GUARANTEE, DeliveryGuarantee.AT_LEAST_ONCE)
                        .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpoints)
                        .set(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS, Duration.ZERO);
        if (models > 1) {
            settings.set(SequenceOptions.KEY_BY, SequenceOptions.ModelKey.RECORD_KEY)
                    .set(CoreOptions.DEFAULT_PARALLELISM, models);
        }
        return settings;
    }

    /** Bytes of weights, momentum, prototypes and queue. */
    long stateBytes(int threads) {
        Configuration settings = settings(threads, 1, NO_CHECKPOINTS);
        try (SwavLearner learner = new SwavLearner(training(settings).swav())) {
            LearnedState state = learner.state();
            QueueIndex rows = state.queueIndex();
            return Stream.of(state.weights(), state.momentum(), state.prototypes())
                            .flatMap(tensors -> tensors.specs().stream())
                            .mapToLong(TensorSpec::bytes)
                            .sum()
                    + (long) rows.crops() * rows.length() * rows.dimension() * Float.BYTES;
        }
    }

    AugmentationSettings augmentation(Configuration settings) {
        return MultiCropOptions.augmentation(new OptionReader(settings)).orElseThrow();
    }

    TrainingSettings training(Configuration settings) {
        OptionReader options = new OptionReader(settings);
        return TrainingSettings.read(options, augmentation(settings).groups()).orElseThrow();
    }

    @Override
    public String toString() {
        return "%s, %s, batch %d, 500x375 JPEG".formatted(trunk, crops.replace(",", " + "), batch);
    }
}
