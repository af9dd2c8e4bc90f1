package org.swavstream.job;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.swavstream.job.configuration.ConfigurationException;

class CheckpointRulesTest {

    @Test
    void transactionsOutlastEveryCheckpointThatMayFail() {
        String failures = "execution.checkpointing.tolerable-failed-checkpoints";
        String interval = "execution.checkpointing.interval";
        assertThatCode(() -> define(Map.of(interval, "5 min"))).doesNotThrowAnyException();
        assertThatThrownBy(() -> define(Map.of(interval, "10 s"), failures + "=1"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("sinks.transaction-timeout is 15 min, less than (1 + ")
                .hasMessageContaining("(1 + 1) x (10 s + 10 min)")
                .hasMessageContaining(
                        "with sinks.transaction-timeout: 15 min, .tolerable-failed-checkpoints: 1,"
                                + " .interval: 150 s, no longer .min-pause, and .timeout: 5 min"
                                + " would do");
        assertThatCode(
                        () ->
                                define(
                                        Map.of(
                                                interval,
                                                "150 s",
                                                "execution.checkpointing.timeout",
                                                "5 min"),
                                        failures + "=1"))
                .doesNotThrowAnyException();
    }

    /** Flink takes a pause for the interval, where that is shorter. */
    @Test
    void transactionsOutlastThePauseBetweenCheckpoints() {
        Map<String, String> settings =
                Map.of(
                        "execution.checkpointing.interval",
                        "1 min",
                        "execution.checkpointing.timeout",
                        "5 min");
        String pause = "execution.checkpointing.min-pause";
        assertThatThrownBy(() -> define(settings, pause + "=20 min"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("(1 + 0) x (20 min + 5 min)");
        assertThatCode(() -> define(settings, pause + "=10 min")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"exactly-once", "at-least-once"})
    void withoutCheckpointsNothingWouldBeKept(String guarantee) {
        assertThatThrownBy(() -> define(Map.of("sinks.guarantee", guarantee)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "execution.checkpointing.interval is not set: nothing that the job learns"
                                + " would be kept; set it, for example to 1 min");
    }

    @ParameterizedTest
    @ValueSource(strings = {"exactly-once", "at-least-once"})
    void checkpointsInWhichASampleMayBeTwiceOrNotAtAllAreRefused(String guarantee) {
        Map<String, String> settings =
                Map.of("sinks.guarantee", guarantee, "execution.checkpointing.interval", "1 min");

        assertThatThrownBy(() -> define(settings, "execution.checkpointing.mode=AT_LEAST_ONCE"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("execution.checkpointing.mode is AT_LEAST_ONCE")
                .hasMessageContaining("set it to EXACTLY_ONCE");
        assertThatThrownBy(() -> define(settings, "execution.checkpointing.unaligned.enabled=true"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("execution.checkpointing.unaligned.enabled is true")
                .hasMessageContaining("set it to false");
    }

    @Test
    void timersInThePlaceOfTheModelsAreRefused() {
        Map<String, String> settings = Map.of("execution.checkpointing.interval", "1 min");
        String timers = "state.backend.rocksdb.timer-service.factory";

        assertThatThrownBy(() -> define(settings, timers + "=HEAP"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(timers + " is HEAP: ")
                .hasMessageEndingWith("set it to ROCKSDB");
        assertThatCode(() -> define(settings, timers + "=ROCKSDB")).doesNotThrowAnyException();
    }

    @Test
    void checkpointsThatGoNowhereAreRefused() {
        Map<String, String> settings = Map.of("execution.checkpointing.interval", "1 min");

        assertThatThrownBy(() -> define(settings, new Configuration()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("execution.checkpointing.dir is not set: ");
    }

    /** Of a cluster that has the settings {@code ofCluster}. */
    private static void define(Map<String, String> ofJob, String... ofCluster) throws IOException {
        Configuration cluster = new Configuration();
        cluster.setString("execution.checkpointing.dir", "file:///checkpoints");
        for (String setting : ofCluster) {
            String[] parts = setting.split("=", 2);
            cluster.setString(parts[0], parts[1]);
        }
        define(ofJob, cluster);
    }

    private static void define(Map<String, String> ofJob, Configuration cluster)
            throws IOException {
        Map<String, String> all = new HashMap<>(ofJob);
        all.put("kafka.bootstrap-servers", "localhost:9092");
        all.put("kafka.topic", "images");
        Configuration configuration = Configuration.fromMap(all);
        cluster.addAll(configuration);
        SwavTopology.define(
                StreamExecutionEnvironment.getExecutionEnvironment(cluster), configuration);
    }
}
