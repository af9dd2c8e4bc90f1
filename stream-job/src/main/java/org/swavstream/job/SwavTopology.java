package org.swavstream.job;

import java.io.IOException;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.swavstream.image.ImageRecord;
import org.swavstream.image.kafka.DeadLetterSink;
import org.swavstream.image.kafka.ImageSource;
import org.swavstream.image.kafka.MetricRecord;
import org.swavstream.image.kafka.MetricsSink;
import org.swavstream.image.kafka.RecordOrder;
import org.swavstream.job.recovery.SourceStart;
import org.swavstream.operators.multicrop.MultiCropFunction;
import org.swavstream.operators.probe.ProbeEvaluator;
import org.swavstream.operators.report.ModelReport;
import org.swavstream.operators.sample.PreparedSample;
import org.swavstream.operators.sample.SequencedSample;
import org.swavstream.operators.sequence.ModelKeySelector;
import org.swavstream.operators.sequence.SampleSequencer;
import org.swavstream.operators.training.SwavTrainer;
import org.swavstream.operators.training.SwavTrainerFactory;
import org.swavstream.state.checkpoint.OperatorUids;

/** The whole job: the way of an image, as docs/design.md draws it. */
public final class SwavTopology {

    /** The trainer's name in Flink's REST interface and web UI. */
    public static final String TRAINER = "SwAV trainer";

    private SwavTopology() {}

    /**
     * Adds the job to {@code env}.
     *
     * @throws org.swavstream.job.configuration.ConfigurationException with everything that is wrong
     *     with the configuration, or with the checkpoints of {@code env}, or if the savepoint to go
     *     on from reads another topic
     * @throws IOException if that savepoint cannot be read
     */
    public static void define(StreamExecutionEnvironment env, Configuration configuration)
            throws IOException {
        JobSettings settings = JobSettings.read(configuration);
        CheckpointRules.require(env, settings.metrics());
        SourceStart start = SourceStart.of(configuration);

        SingleOutputStreamOperator<ImageRecord> images =
                env.fromSource(
                                ImageSource.of(settings.source()),
                                WatermarkStrategy.noWatermarks(),
                                "images",
                                ImageRecord.TYPE)
                        .uid(start.uid().toString());
        if (settings.source().order() == RecordOrder.OFFSET) {
            // One subtask sees all partitions and merges them; it moves encoded images only.
            images.setParallelism(1);
        }

        SingleOutputStreamOperator<SequencedSample> samples =
                images.keyBy(new ModelKeySelector(settings.sequence()), Types.STRING)
                        .process(new SampleSequencer(settings.sequence()), SequencedSample.TYPE)
                        .name("sample sequencer")
                        .uid(OperatorUids.SAMPLE_SEQUENCER);

        SingleOutputStreamOperator<PreparedSample> views =
                samples.rebalance()
                        .process(settings.multiCrop(), PreparedSample.TYPE)
                        .name("multi-crop")
                        .uid(OperatorUids.MULTI_CROP);
        settings.cropParallelism().ifPresent(views::setParallelism);

        SingleOutputStreamOperator<ModelReport> reports =
                views.keyBy(PreparedSample::model, Types.STRING)
                        .transform(
                                TRAINER,
                                ModelReport.TYPE,
                                new SwavTrainerFactory(settings.training()))
                        .uid(OperatorUids.SWAV_TRAINER);

        SingleOutputStreamOperator<ModelReport> probes =
                reports.getSideOutput(SwavTrainer.PROBE)
                        .process(new ProbeEvaluator(settings.probe()), ModelReport.TYPE)
                        .name("probe evaluator")
                        .uid(OperatorUids.PROBE_EVALUATOR)
                        .disableChaining();

        reports.union(probes)
                .map(settings.metricRecords(), MetricRecord.TYPE)
                .name("metrics")
                .uid(OperatorUids.METRICS)
                .sinkTo(MetricsSink.of(settings.metrics()))
                .name("metrics topic")
                .uid(OperatorUids.METRICS_TOPIC);

        samples.getSideOutput(SampleSequencer.DEAD_LETTERS)
                .union(views.getSideOutput(MultiCropFunction.DEAD_LETTERS))
                .sinkTo(DeadLetterSink.of(settings.deadLetters()))
                .name("dead-letter topic")
                .uid(OperatorUids.DEAD_LETTER_TOPIC);

        start.apply(env);
    }
}
