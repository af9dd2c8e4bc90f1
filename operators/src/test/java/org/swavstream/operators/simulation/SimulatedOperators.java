package org.swavstream.operators.simulation;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.swavstream.image.ImageRecord;
import org.swavstream.operators.multicrop.CropSyntax;
import org.swavstream.operators.option.OptionReader;
import org.swavstream.operators.probe.ProbeOptions;
import org.swavstream.operators.report.ModelReport;
import org.swavstream.operators.sample.PreparedSample;
import org.swavstream.operators.sample.SequencedSample;
import org.swavstream.operators.sequence.ModelKeySelector;
import org.swavstream.operators.sequence.SampleSequencer;
import org.swavstream.operators.sequence.SequenceOptions.ModelKey;
import org.swavstream.operators.sequence.SequenceSettings;
import org.swavstream.operators.swav.LearnerFactory;
import org.swavstream.operators.training.LossOptions;
import org.swavstream.operators.training.ModelOptions;
import org.swavstream.operators.training.QueueOptions;
import org.swavstream.operators.training.SwavTrainerFactory;
import org.swavstream.operators.training.TrainOptions;
import org.swavstream.operators.training.TrainingSettings;
import org.swavstream.state.checkpoint.OperatorUids;

/**
 * The product's keyed operators, with numbers so small that everything happens within a few dozen
 * records.
 */
final class SimulatedOperators {

    private static final int BATCH_SIZE = 3;
    private static final SequenceSettings SEQUENCING =
            new SequenceSettings(ModelKey.RECORD_KEY, 0.2, 5);
    private static final TrainingSettings TRAINING = training();

    private SimulatedOperators() {}

    static KeyedSubtasks.Operator<ImageRecord, SequencedSample> sequencer() {
        return new KeyedSubtasks.Operator<>(
                OperatorUids.SAMPLE_SEQUENCER,
                environment ->
                        new OneInputStreamOperatorTestHarness<>(
                                new KeyedProcessOperator<>(new SampleSequencer(SEQUENCING)),
                                environment),
                new ModelKeySelector(SEQUENCING),
                SequencedSample.TYPE);
    }

    static KeyedSubtasks.Operator<PreparedSample, ModelReport> trainer(LearnerFactory learners) {
        return new KeyedSubtasks.Operator<>(
                OperatorUids.SWAV_TRAINER,
                environment ->
                        new OneInputStreamOperatorTestHarness<>(
                                new SwavTrainerFactory(TRAINING, learners), environment),
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
}
