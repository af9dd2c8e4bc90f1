package org.swavstream.job.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationLoaderTest {

    private static final ConfigOption<Integer> BATCH_SIZE =
            ConfigOptions.key("train.batch-size").intType().defaultValue(256);
    private static final ConfigOption<Double> WIDTH =
            ConfigOptions.key("model.width").doubleType().defaultValue(1.0);
    private static final ConfigOption<List<String>> TOPICS =
            ConfigOptions.key("kafka.topics").stringType().asList().noDefaultValue();
    private static final ConfigOption<Integer> SECRET =
            ConfigOptions.key("train.secret").intType().noDefaultValue();
    private static final ConfigOption<Integer> PRIVATE_KEY =
            ConfigOptions.key("train.keystore.key").intType().noDefaultValue();

    private final ConfigurationLoader loader =
            new ConfigurationLoader(
                    List.of(BATCH_SIZE, WIDTH, TOPICS, SECRET, PRIVATE_KEY),
                    List.of("kafka.properties."),
                    ConfigurationLoaderTest::problems);

    @TempDir private Path folder;

    @Test
    void nestedAndFlatKeysAreTheSame() throws IOException {
        Configuration configuration =
                load("train:\n  batch-size: 32\nmodel.width: 0.5\nkafka.topics: [a, b]\n");

        assertThat(configuration.get(BATCH_SIZE)).isEqualTo(32);
        assertThat(configuration.get(WIDTH)).isEqualTo(0.5);
        assertThat(configuration.get(TOPICS)).containsExactly("a", "b");
    }

    @Test
    void singleSettingsWinOverTheFile() throws IOException {
        Path file = write("train.batch-size: 32\nmodel.width: 0.5\n");

        Configuration configuration =
                loader.load(
                        new Configuration(), Optional.of(file), Map.of("train.batch-size", "64"));

        assertThat(configuration.get(BATCH_SIZE)).isEqualTo(64);
        assertThat(configuration.get(WIDTH)).isEqualTo(0.5);
    }

    @Test
    void mistakesInFlinksSettingsAreAllTold() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(
                        () ->
                                load(
                                        """
                                        execution.checkpointing.intervall: 5 s
                                        parallelism.default: two
                                        """))
                .satisfies(
                        e ->
                                assertThat(e.problems())
                                        .satisfiesExactly(
                                                first ->
                                                        assertThat(first)
                                                                .endsWith(
                                                                        "did you mean execution.checkpointing.interval?"),
                                                second ->
                                                        assertThat(second)
                                                                .startsWith(
                                                                        "parallelism.default: 'two' is not allowed")));
    }

    /** What a cluster sets under the current key would win over them. */
    @Test
    void keysThatFlinkHasReplacedAreAllTold() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(
                        () ->
                                load(
                                        """
                                        restart-strategy: none
                                        state.checkpoints.dir: s3://images/checkpoints
                                        """))
                .satisfies(
                        e ->
                                assertThat(e.problems())
                                        .containsExactly(
                                                "restart-strategy is now restart-strategy.type",
                                                "state.checkpoints.dir is now"
                                                        + " execution.checkpointing.dir"));
    }

    @Test
    void aKeyThatFlinkAlsoTakesForAnotherPasses() throws IOException {
        assertThat(load("jobmanager.rpc.address: flink\n").keySet())
                .containsExactly("jobmanager.rpc.address");
    }

    @Test
    void keysOfFlinksPluginsPass() throws IOException {
        assertThat(load("s3.access-key: a\nmetrics.reporter.mine.factory.class: b\n").keySet())
                .containsExactlyInAnyOrder("s3.access-key", "metrics.reporter.mine.factory.class");
    }

    @Test
    void keysOfFlinkAndOfKafkaClientsPass() throws IOException {
        Configuration configuration =
                load(
                        """
                        execution.checkpointing.interval: 5 s
                        state.backend.type: rocksdb
                        kafka.properties.fetch.max.bytes: 1000
                        """);

        assertThat(configuration.get(CheckpointingOptions.CHECKPOINTING_INTERVAL))
                .isEqualTo(Duration.ofSeconds(5));
        assertThat(configuration.toMap()).containsEntry("kafka.properties.fetch.max.bytes", "1000");
    }

    @Test
    void everyProblemIsReportedAtOnceWithTheNearestKey() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(
                        () ->
                                load(
                                        """
                                        train.batchsize: 32
                                        modle.width: 0.5
                                        model.width: wide
                                        """))
                .satisfies(
                        e ->
                                assertThat(e.problems())
                                        .hasSize(3)
                                        .contains(
                                                "train.batchsize is not an option;"
                                                        + " did you mean train.batch-size?",
                                                "modle.width is not an option;"
                                                        + " did you mean model.width?")
                                        .anyMatch(p -> p.startsWith("model.width: 'wide' is not")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"train.secret", "train.keystore.key"})
    void aSecretIsNeverShown(String key) {
        assertThatThrownBy(() -> load(key + ": hunter2\n"))
                .hasMessageContaining(key)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aKeyGivenTwiceIsRefused() {
        assertThatThrownBy(() -> load("train:\n  batch-size: 32\ntrain.batch-size: 64\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("train.batch-size is given twice");
        assertThatThrownBy(() -> load("model.width: 1\nmodel.width: 2\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("line 2");
    }

    @Test
    void aKeyWithoutAValueIsRefused() {
        assertThatThrownBy(() -> load("train:\n  batch-size:\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("train.batch-size has no value");
    }

    @Test
    void whatIsNoYamlIsRefusedWithItsLine() {
        assertThatThrownBy(() -> load("model.width: 1\n  train: [\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("settings.yaml line 2 is not valid YAML");
        for (String noSettings : List.of("just text\n", "[a, b]\n")) {
            assertThatThrownBy(() -> load(noSettings))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("holds no settings");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.width: 1\n---\nmodel.width: 2\n", "---\n---\nmodel.width: 2\n"})
    void aSecondDocumentIsRefused(String yaml) {
        assertThatThrownBy(() -> load(yaml))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("settings.yaml holds several documents");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[a, [b]]", "[a, {b: c}]", "[a, null]"})
    void aListHoldsSingleValuesOnly(String list) {
        assertThatThrownBy(() -> load("kafka.topics: " + list + "\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("kafka.topics is a list whose elements are not all values");
    }

    @Test
    void anEmptyFileHoldsNoSettings() throws IOException {
        assertThat(load("# nothing yet\n").keySet()).isEmpty();
    }

    @Test
    void aFileThatCannotBeReadIsAWrongSettingOfTheCommand() {
        Path absent = folder.resolve("absent.yaml");
        assertThatThrownBy(() -> loader.load(new Configuration(), Optional.of(absent), Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("no such file: " + absent);
        assertThatThrownBy(() -> loader.load(new Configuration(), Optional.of(folder), Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("%s is a folder; name the file with the settings in it", folder);
    }

    @Test
    void whatTheValidatorFindsIsSaidOnceAndTogetherWithTheRest() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> load("train.batch-size: many\ntrain.bach-size: 3\n"))
                .satisfies(
                        e ->
                                assertThat(e.problems())
                                        .containsExactly(
                                                "train.bach-size is not an option;"
                                                        + " did you mean train.batch-size?",
                                                "train.batch-size is many; allowed: 1 to 9"));
    }

    private static List<String> problems(Configuration configuration) {
        return configuration.toMap().getOrDefault("train.batch-size", "").equals("many")
                ? List.of("train.batch-size is many; allowed: 1 to 9")
                : List.of();
    }

    private Configuration load(String yaml) throws IOException {
        return loader.load(new Configuration(), Optional.of(write(yaml)), Map.of());
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(folder.resolve("settings.yaml"), yaml);
    }
}
