package org.swavstream.image.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaOptionsTest {

    private final Configuration configuration =
            Configuration.fromMap(
                    Map.of(
                            "kafka.bootstrap-servers", "broker:9092",
                            "kafka.topic", "images",
                            "kafka.properties.security.protocol", "SASL_SSL",
                            "kafka.properties.sasl.jaas.config", "login hunter2;"));

    @Test
    void namesTheOtherTopicsAfterTheTopicWithImages() {
        assertThat(KafkaOptions.deadLetterTopic(configuration)).isEqualTo("images.dead-letter");
        assertThat(KafkaOptions.metricsTopic(configuration)).isEqualTo("images.metrics");
    }

    @Test
    void takesOtherTopicsAsGiven() {
        configuration.set(KafkaOptions.DEAD_LETTER_TOPIC, "bad");
        configuration.set(KafkaOptions.METRICS_TOPIC, "numbers");

        assertThat(KafkaOptions.deadLetterTopic(configuration)).isEqualTo("bad");
        assertThat(KafkaOptions.metricsTopic(configuration)).isEqualTo("numbers");
    }

    @Test
    void handsOnClientPropertiesWithoutTheirPrefix() {
        assertThat(KafkaOptions.clientProperties(configuration))
                .containsOnly(
                        Map.entry("security.protocol", "SASL_SSL"),
                        Map.entry("sasl.jaas.config", "login hunter2;"));
    }

    @Test
    void makesSourceSettings() {
        ImageSourceSettings settings = ImageSourceSettings.of(configuration);

        assertThat(settings.bootstrapServers()).isEqualTo("broker:9092");
        assertThat(settings.topic()).isEqualTo("images");
        assertThat(settings.groupId()).isEqualTo("swav-stream");
        assertThat(settings.startingOffsets()).isEqualTo(StartingOffsets.EARLIEST);
    }

    @Test
    void readsValuesAsPeopleWriteThem() {
        configuration.setString("kafka.starting-offsets", "committed");
        configuration.setString("sinks.guarantee", "at-least-once");

        assertThat(ImageSourceSettings.of(configuration).startingOffsets())
                .isEqualTo(StartingOffsets.COMMITTED);
        assertThat(configuration.get(KafkaOptions.SINK_GUARANTEE))
                .isEqualTo(DeliveryGuarantee.AT_LEAST_ONCE);
    }

    @Test
    void namesTheOptionThatIsMissing() {
        configuration.removeConfig(KafkaOptions.TOPIC);

        assertThatThrownBy(() -> ImageSourceSettings.of(configuration))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("kafka.topic is not set");
    }

    @Test
    void hidesSecretsInSettings() {
        ImageSourceSettings source = ImageSourceSettings.of(configuration);
        SinkSettings sink =
                new SinkSettings(
                        "broker:9092",
                        "images.dead-letter",
                        DeliveryGuarantee.EXACTLY_ONCE,
                        "prefix",
                        Duration.ofMinutes(15),
                        KafkaOptions.clientProperties(configuration));

        assertThat(source.toString()).contains("SASL_SSL").doesNotContain("hunter2");
        assertThat(sink.toString()).contains("SASL_SSL").doesNotContain("hunter2");
    }

    /** In a sink they would end the job, again after every restart. */
    @Test
    void namesClientPropertiesThatAreNoSizes() {
        assertThat(
                        SinkSettings.problems(
                                Map.of("max.request.size", "64mb", "buffer.memory", "3000000000")))
                .singleElement()
                .asString()
                .startsWith("kafka.properties.max.request.size: Invalid value 64mb ");
        assertThat(SinkSettings.problems(Map.of("max.request.size", " 50000 "))).isEmpty();
    }

    /** It would win over the option, which is checked against the checkpoints and the brokers. */
    @Test
    void refusesTheClientsTransactionTimeout() {
        assertThat(SinkSettings.problems(Map.of("transaction.timeout.ms", "60000")))
                .containsExactly(
                        "kafka.properties.transaction.timeout.ms is not for the job's sinks;"
                                + " set sinks.transaction-timeout instead");
    }

    @Test
    void refusesSinksThatLoseRecords() {
        assertThatThrownBy(
                        () ->
                                new SinkSettings(
                                        "b",
                                        "t",
                                        DeliveryGuarantee.NONE,
                                        "p",
                                        Duration.ofMinutes(15),
                                        Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("sinks.guarantee is 'none'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka.range=0:5-3",
                "kafka.range=0-5",
                "kafka.range=0:1-2,00:3-4",
                "kafka.ordering-buffer=1 kb"
            })
    void refusesWhatCannotBeRead(String setting) {
        String[] keyAndValue = setting.split("=", -1);
        configuration.setString(keyAndValue[0], keyAndValue[1]);

        assertThatThrownBy(() -> ImageSourceSettings.of(configuration))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(keyAndValue[0]);
    }
}
