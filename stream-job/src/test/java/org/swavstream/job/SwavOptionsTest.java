package org.swavstream.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.swavstream.image.kafka.KafkaOptions;
import org.swavstream.image.kafka.Secrets;
import org.swavstream.job.configuration.ConfigurationException;
import org.swavstream.job.configuration.ConfigurationLoader;

class SwavOptionsTest {

    private static final Map<String, String> REQUIRED =
            Map.of("kafka.bootstrap-servers", "broker:9092", "kafka.topic", "images");

    private static final List<String> ANY_TEXT =
            List.of(
                    "kafka.bootstrap-servers",
                    "kafka.topic",
                    "kafka.group-id",
                    "kafka.dead-letter-topic",
                    "kafka.metrics-topic",
                    "kafka.range", // not looked at before there is a topic
                    "model.warm-start",
                    "train.device");

    /** Their values stand in messages, in savepoints and in exported models. */
    @Test
    void noOptionIsASecret() {
        assertThat(SwavOptions.all()).extracting(ConfigOption::key).noneMatch(Secrets::isSecret);
    }

    @Test
    void everyWrongOptionIsNamed() {
        Map<String, String> wrong = new HashMap<>();
        SwavOptions.all().stream()
                .map(ConfigOption::key)
                .filter(key -> !ANY_TEXT.contains(key))
                .forEach(key -> wrong.put(key, "-"));

        assertThat(problems(wrong))
                .allSatisfy(problem -> assertThat(problem).startsWith(key(problem)))
                .extracting(SwavOptionsTest::key)
                .contains("kafka.bootstrap-servers", "kafka.topic")
                .containsAll(wrong.keySet())
                .doesNotHaveDuplicates();
    }

    /** What one option alone does not show, and what a record refuses. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "model.trunk=vit",
                "model.width=0.3",
                "loss.assignment-crops=0,9",
                "loss.assignment-crops=1,1",
                "crops.groups=1x224,6y96",
                "crops.groups=0x224,6x96",
                "crops.groups=2x224",
                "crops.groups=1x224 crops.scales=0.1-1",
                "crops.scales=0.5-0.1,0.1-0.2",
                "crops.jitter-strength=3",
                "crops.blur-sigma-max=0.01",
                "crops.groups=2x224,800x1024",
                "model.prototypes=1000000 model.feature-dim=1024",
                "model.head-hidden=65536 model.feature-dim=8192",
                "queue.length=65536 model.feature-dim=8192",
                "probe.max-images=100000",
                "queue.length=7",
                "schedule.kind=cosine",
                "schedule.kind=stable-decay",
                "schedule.kind=stable-decay schedule.decay-steps=9 schedule.total-steps=5",
                "schedule.kind=inverse-square-root",
                "train.precision=float64",
                "kafka.dead-letter-topic=images",
                "kafka.metrics-topic=images",
                "kafka.range=0-5",
                "kafka.range=0:5-3",
                "kafka.ordering-buffer=1kb",
                "sinks.guarantee=none",
            })
    void whatDoesNotFitIsOneProblemThatNamesItsOption(String settings) {
        Map<String, String> configuration = new HashMap<>(REQUIRED);
        for (String setting : settings.split(" ", -1)) {
            String[] keyAndValue = setting.split("=", -1);
            configuration.put(keyAndValue[0], keyAndValue[1]);
        }

        assertThat(problems(configuration))
                .singleElement()
                .satisfies(problem -> assertThat(problem).startsWith(key(problem)));
    }

    @Test
    void aSizeOfTheKafkaClientThatIsNoNumberIsAProblem() {
        Map<String, String> configuration = new HashMap<>(REQUIRED);
        configuration.put("kafka.properties.max.request.size", "64mb");

        assertThat(problems(configuration))
                .singleElement()
                .asString()
                .startsWith("kafka.properties.max.request.size: Invalid value 64mb");
    }

    @Test
    void theRequiredOptionsAreEnough() {
        assertThat(SwavOptions.problems(Configuration.fromMap(REQUIRED))).isEmpty();
    }

    /** The option that {@code problem} begins with. */
    private static String key(String problem) {
        return SwavOptions.all().stream()
                .map(ConfigOption::key)
                .filter(key -> problem.matches("\\Q" + key + "\\E[ :,].*"))
                .findFirst()
                .orElse("an option's key");
    }

    /** As a person is told. */
    private static List<String> problems(Map<String, String> settings) {
        var loader =
                new ConfigurationLoader(
                        SwavOptions.all(),
                        List.of(KafkaOptions.CLIENT_PROPERTIES_PREFIX),
                        SwavOptions::problems);
        return catchThrowableOfType(
                        ConfigurationException.class,
                        () -> loader.load(new Configuration(), Optional.empty(), settings))
                .problems();
    }
}
