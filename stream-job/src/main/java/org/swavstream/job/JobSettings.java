package org.swavstream.job;

import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.swavstream.image.ImageContent;
import org.swavstream.image.kafka.ImageSourceSettings;
import org.swavstream.image.kafka.KafkaOptions;
import org.swavstream.image.kafka.SinkSettings;
import org.swavstream.job.configuration.ConfigurationException;
import org.swavstream.operators.evaluation.ProbeSettings;
import org.swavstream.operators.multicrop.AugmentationSettings;
import org.swavstream.operators.multicrop.MultiCropFunction;
import org.swavstream.operators.multicrop.MultiCropOptions;
import org.swavstream.operators.option.OptionReader;
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
        int cropParallelism = options.between(JobOptions.CROP_PARALLELISM, 0, 1024);
        Optional<TrainingSettings> training =
                augmentation.flatMap(crops -> TrainingSettings.read(options, crops.groups()));
        Optional<ProbeSettings> probe =
                training.map(
                        trainer ->
                                ProbeSettings.read(
                                        options, trainer.swav().loss(), trainer.threads()));
        Optional<ImageSourceSettings> source =
                options.attempt(() -> ImageSourceSettings.of(configuration));
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
                sink(configuration, "dead-letter", KafkaOptions.deadLetterTopic(configuration)),
                sink(configuration, "metrics", KafkaOptions.metricsTopic(configuration)));
    }

    /** The stage between sequencer and trainer. */
    MultiCropFunction multiCrop() {
        return new MultiCropFunction(
                augmentation,
                training.probeSide(),
                maxPixels,
                training.swav().seed(),
                ImageContent::of);
    }

    private static SinkSettings sink(Configuration configuration, String name, String topic) {
        String job = configuration.get(KafkaOptions.GROUP_ID);
        return new SinkSettings(
                configuration.get(KafkaOptions.BOOTSTRAP_SERVERS),
                topic,
                configuration.get(KafkaOptions.SINK_GUARANTEE),
                "%s-%s-%s".formatted(job, configuration.get(KafkaOptions.TOPIC), name),
                KafkaOptions.clientProperties(configuration));
    }
}
