package org.swavstream.job;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.swavstream.image.kafka.ImageSourceSettings;
import org.swavstream.image.kafka.KafkaOptions;
import org.swavstream.image.kafka.MetricRecord;
import org.swavstream.image.kafka.SinkSettings;
import org.swavstream.image.kafka.TransactionPrefix;
import org.swavstream.job.configuration.ConfigurationException;
import org.swavstream.operators.multicrop.AugmentationSettings;
import org.swavstream.operators.multicrop.MultiCropFunction;
import org.swavstream.operators.multicrop.MultiCropOptions;
import org.swavstream.operators.option.OptionReader;
import org.swavstream.operators.probe.ProbeSettings;
import org.swavstream.operators.report.ModelReport;
import org.swavstream.operators.report.ReportJson;
import org.swavstream.operators.report.ReportKey;
import org.swavstream.operators.sequence.SequenceSettings;
import org.swavstream.operators.training.TrainingSettings;

/**
 * Everything that the stages of the job are told.
 *
 * @param source which images are read
 * @param sequence which are trained on, by which model
 * @param augmentation the views of an image
 * @param maxPixels most pixels of an image that is decoded
 * @param cropParallelism subtasks that decode; empty for the parallelism of the job
 * @param training the trainer
 * @param probe the evaluation
 * @param deadLetters where unusable records go
 * @param metrics where reports go
 */
record JobSettings(
        ImageSourceSettings source,
        SequenceSettings sequence,
        AugmentationSettings augmentation,
        long maxPixels,
        Optional<Integer> cropParallelism,
        TrainingSettings training,
        ProbeSettings probe,
        SinkSettings deadLetters,
        SinkSettings metrics) {

    /**
     * Reads a configuration.
     *
     * @throws ConfigurationException with everything that is wrong with it
     */
    static JobSettings read(Configuration configuration) {
        OptionReader options = new OptionReader(configuration);
        SequenceSettings sequence = SequenceSettings.read(options);
        Optional<AugmentationSettings> augmentation = MultiCropOptions.augmentation(options);
        long maxPixels = MultiCropOptions.maxPixels(options);
        Duration transactionTimeout =
                options.between(
                        KafkaOptions.TRANSACTION_TIMEOUT,
                        Duration.ofSeconds(10),
                        Duration.ofDays(7));
        int cropParallelism = options.between(MultiCropOptions.PARALLELISM, 0, 1024);
        Optional<TrainingSettings> training =
                TrainingSettings.read(
                        options, augmentation.map(AugmentationSettings::groups).orElse(List.of()));
        Optional<ProbeSettings> probe =
                ProbeSettings.read(
                        options,
                        training.map(trainer -> trainer.swav().loss()),
                        training.map(TrainingSettings::threads).orElse(1));
        Optional<ImageSourceSettings> source = source(options, configuration);
        options.read(
                KafkaOptions.SINK_GUARANTEE,
                guarantee -> guarantee != DeliveryGuarantee.NONE,
                "exactly-once or at-least-once");
        requireOtherTopics(options);
        SinkSettings.problems(KafkaOptions.clientProperties(configuration))
                .forEach(problem -> options.check(false, problem));
        if (!options.problems().isEmpty()) {
            throw new ConfigurationException(options.problems());
        }
        return new JobSettings(
                source.orElseThrow(),
                sequence,
                augmentation.orElseThrow(),
                maxPixels,
                Optional.of(cropParallelism).filter(subtasks -> subtasks > 0),
                training.orElseThrow(),
                probe.orElseThrow(),
                sink(
                        configuration,
                        TransactionPrefix.DEAD_LETTER,
                        KafkaOptions.deadLetterTopic(configuration),
                        transactionTimeout),
                sink(
                        configuration,
                        TransactionPrefix.METRICS,
                        KafkaOptions.metricsTopic(configuration),
                        transactionTimeout));
    }

    private static Optional<ImageSourceSettings> source(
            OptionReader options, Configuration configuration) {
        int before = options.problems().size();
        for (var option : List.of(KafkaOptions.BOOTSTRAP_SERVERS, KafkaOptions.TOPIC)) {
            options.attempt(() -> KafkaOptions.required(configuration, option), option);
        }
        options.read(KafkaOptions.STARTING_OFFSETS, "earliest, latest or committed");
        options.read(KafkaOptions.ORDER, "arrival or offset");
        options.read(KafkaOptions.ORDERING_BUFFER, "1 mb to 64 gb");
        return options.problems().size() > before
                ? Optional.empty()
                : options.attempt(
                        () -> ImageSourceSettings.of(configuration),
                        KafkaOptions.ORDERING_BUFFER,
                        KafkaOptions.RANGE);
    }

    /** What the job writes to the topic that it reads, it would read again, without end. */
    private static void requireOtherTopics(OptionReader options) {
        for (var option : List.of(KafkaOptions.DEAD_LETTER_TOPIC, KafkaOptions.METRICS_TOPIC)) {
            Optional<String> written = options.optional(option);
            options.check(
                    written.isEmpty() || !written.equals(options.optional(KafkaOptions.TOPIC)),
                    "%s is the topic with the images, %s; name another, or leave it out"
                            .formatted(option.key(), written.orElse("")));
        }
    }

    /** The stage between sequencer and trainer. */
    MultiCropFunction multiCrop() {
        return new MultiCropFunction(
                augmentation, training.probeSide(), maxPixels, training.swav().seed());
    }

    /** Makes records of reports: keyed by model, or by report where one may be written twice. */
    MapFunction<ModelReport, MetricRecord> metricRecords() {
        return metrics.guarantee() == DeliveryGuarantee.AT_LEAST_ONCE
                ? report -> new MetricRecord(ReportKey.of(report), ReportJson.text(report))
                : report -> new MetricRecord(report.model(), ReportJson.text(report));
    }

    private static SinkSettings sink(
            Configuration configuration, String name, String topic, Duration transactionTimeout) {
        return new SinkSettings(
                configuration.get(KafkaOptions.BOOTSTRAP_SERVERS),
                topic,
                configuration.get(KafkaOptions.SINK_GUARANTEE),
                TransactionPrefix.of(
                        configuration.get(KafkaOptions.GROUP_ID),
                        configuration.get(KafkaOptions.TOPIC),
                        name),
                transactionTimeout,
                KafkaOptions.clientProperties(configuration));
    }
}
