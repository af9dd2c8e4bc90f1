package org.swavstream.job;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.CheckpointConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.swavstream.job.configuration.ConfigurationException;

class JobSettingsTest {

    @Test
    void transactionsOutlastACheckpoint() {
        assertThatCode(() -> check(Map.of("execution.checkpointing.interval", "5 min")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> check(Map.of("execution.checkpointing.interval", "6 min")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("sinks.transaction-timeout is 15 min")
                .hasMessageContaining("interval (6 min) and .timeout (10 min) together");
    }

    @Test
    void withoutCheckpointsNothingWouldBeCommitted() {
        assertThatThrownBy(() -> check(Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("execution.checkpointing.interval is not set");
        assertThatCode(() -> check(Map.of("sinks.guarantee", "at-least-once")))
                .doesNotThrowAnyException();
    }

    private static void check(Map<String, String> options) {
        Map<String, String> all = new HashMap<>(options);
        all.put("kafka.bootstrap-servers", "localhost:9092");
        all.put("kafka.topic", "images");
        Configuration configuration = Configuration.fromMap(all);
        CheckpointConfig checkpoints =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration)
                        .getCheckpointConfig();
        JobSettings.read(configuration).requireCommits(checkpoints);
    }
}
