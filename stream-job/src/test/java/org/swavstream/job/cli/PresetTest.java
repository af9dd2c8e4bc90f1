package org.swavstream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.swavstream.image.kafka.KafkaOptions;
import org.swavstream.job.SwavOptions;
import org.swavstream.job.SwavTopology;
import org.swavstream.job.configuration.ConfigurationLoader;
import org.swavstream.operators.multicrop.AugmentationSettings;
import org.swavstream.operators.multicrop.BlurSettings;
import org.swavstream.operators.multicrop.CropGroupSettings;
import org.swavstream.operators.multicrop.JitterSettings;
import org.swavstream.operators.multicrop.MultiCropOptions;
import org.swavstream.operators.multicrop.Range;
import org.swavstream.operators.option.OptionReader;
import org.swavstream.operators.sample.CropGroup;
import org.swavstream.operators.sequence.SequenceOptions;
import org.swavstream.operators.swav.Block;
import org.swavstream.operators.swav.ComputeSettings;
import org.swavstream.operators.swav.LossSettings;
import org.swavstream.operators.swav.ModelSettings;
import org.swavstream.operators.swav.OptimizerSettings;
import org.swavstream.operators.swav.Precision;
import org.swavstream.operators.swav.QueueSettings;
import org.swavstream.operators.swav.Schedule;
import org.swavstream.operators.swav.Stem;
import org.swavstream.operators.swav.SwavSettings;
import org.swavstream.operators.swav.TrunkSettings;
import org.swavstream.operators.training.TrainingSettings;

/** The recipes, each number of the two for ImageNet held to the scripts of SwAV's authors. */
class PresetTest {

    private static final AugmentationSettings AUTHORS_VIEWS =
            new AugmentationSettings(
                    List.of(
                            new CropGroupSettings(new CropGroup(2, 224), new Range(0.14, 1)),
                            new CropGroupSettings(new CropGroup(6, 96), new Range(0.05, 0.14))),
                    0.5,
                    new JitterSettings(0.8, 0.8, 0.8, 0.8, 0.2),
                    0.2,
                    new BlurSettings(0.5, new Range(0.1, 2)));
    private static final ModelSettings AUTHORS_MODEL =
            new ModelSettings(
                    new TrunkSettings(Block.BOTTLENECK, List.of(3, 4, 6, 3), 64, Stem.IMAGENET),
                    2048,
                    128,
                    3000);
    private static final OptimizerSettings AUTHORS_OPTIMIZER =
            new OptimizerSettings(0.9, 1e-6, 0.001);
    private static final long SEED = 31;

    @ParameterizedTest
    @EnumSource(Preset.class)
    void everyPresetCanBeRun(Preset preset) throws IOException {
        assertThat(SwavOptions.problems(settings(preset))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void everyPresetFitsTheClustersOfTheDistribution(Preset preset) throws IOException {
        for (String cluster : List.of("distribution", "standalone")) {
            Path file = Path.of("..", "deploy", cluster, "conf", "config.yaml");
            try (InputStream document = Files.newInputStream(file)) {
                Configuration settings = ConfigurationLoader.read(cluster, document);
                settings.addAll(settings(preset));
                settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, "file:///checkpoints");
                var environment = StreamExecutionEnvironment.getExecutionEnvironment(settings);
                assertThatCode(() -> SwavTopology.define(environment, settings))
                        .doesNotThrowAnyException();
            }
        }
    }

    @Test
    void batchesOf4096AreTrainedAsBySwavsAuthors() throws IOException {
        Configuration settings = settings(Preset.IMAGENET_4096);
        long epoch = 312;
        assertThat(views(settings)).isEqualTo(AUTHORS_VIEWS);
        assertThat(training(settings).batchSize()).isEqualTo(64 * 64);
        assertThat(training(settings).swav())
                .isEqualTo(
                        authors(
                                313,
                                QueueSettings.none(),
                                new Schedule.WarmupCosine(
                                        new Schedule.Warmup(0.3, 4.8, 10 * epoch),
                                        800 * epoch,
                                        0.0048),
                                new ComputeSettings("auto", Precision.FLOAT32, 8 * 64)));
        assertThat(settings.get(SequenceOptions.HOLD_OUT_SHARE)).isZero();
    }

    @Test
    void batchesOf256AreTrainedAsBySwavsAuthors() throws IOException {
        Configuration settings = settings(Preset.IMAGENET_256);
        long epoch = 5004;
        assertThat(views(settings)).isEqualTo(AUTHORS_VIEWS);
        assertThat(training(settings).batchSize()).isEqualTo(4 * 64);
        assertThat(training(settings).swav())
                .isEqualTo(
                        authors(
                                5005,
                                new QueueSettings(3840, 15 * epoch),
                                new Schedule.WarmupCosine(
                                        new Schedule.Warmup(0, 0.6, 0), 200 * epoch, 0.0006),
                                new ComputeSettings("auto", Precision.FLOAT32, 0)));
        assertThat(settings.get(SequenceOptions.HOLD_OUT_SHARE)).isZero();
    }

    /** In steps, without a horizon, and rising once. */
    @Test
    void onePassNeedsNoEnd() throws IOException {
        Configuration settings = settings(Preset.ONE_PASS);
        SwavSettings swav = training(settings).swav();
        assertThat(views(settings)).isEqualTo(AUTHORS_VIEWS);
        assertThat(swav.model()).isEqualTo(AUTHORS_MODEL);
        assertThat(swav.optimizer()).isEqualTo(AUTHORS_OPTIMIZER);
        assertThat(swav.schedule().rate(0)).isEqualTo(0.0375);
        assertThat(swav.schedule().rate(5_005)).isEqualTo(0.6);
        assertThat(swav.schedule().rate(1_000_000_000_000L)).isEqualTo(0.6);
    }

    private static SwavSettings authors(
            long freeze, QueueSettings queue, Schedule schedule, ComputeSettings compute) {
        return new SwavSettings(
                AUTHORS_MODEL,
                new LossSettings(0.1, 0.05, 3, List.of(0, 1), freeze),
                queue,
                AUTHORS_OPTIMIZER,
                schedule,
                List.of(new CropGroup(2, 224), new CropGroup(6, 96)),
                SEED,
                compute);
    }

    private static Configuration settings(Preset preset) throws IOException {
        return preset.settings()
                .set(KafkaOptions.BOOTSTRAP_SERVERS, "localhost:9092")
                .set(KafkaOptions.TOPIC, "images");
    }

    private static AugmentationSettings views(Configuration settings) {
        return MultiCropOptions.augmentation(new OptionReader(settings)).orElseThrow();
    }

    private static TrainingSettings training(Configuration settings) {
        return TrainingSettings.read(new OptionReader(settings), views(settings).groups())
                .orElseThrow();
    }
}
