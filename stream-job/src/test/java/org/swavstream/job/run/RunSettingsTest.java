package org.swavstream.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

class RunSettingsTest {

    @Test
    void aJobIsCalledAfterItsTopicOrAsItIsTold() throws IOException {
        Map<String, String> topic =
                Map.of("kafka.topic", "cats", "kafka.bootstrap-servers", "localhost:9092");

        assertThat(jobName(new Configuration(), topic)).isEqualTo("swav-stream cats");
        assertThat(jobName(Configuration.fromMap(Map.of("pipeline.name", "felines")), topic))
                .isEqualTo("felines");
    }

    private static String jobName(Configuration preset, Map<String, String> settings)
            throws IOException {
        Configuration given =
                RunSettings.given(new SwavTrainingJob(), preset, Optional.empty(), settings);
        var environment =
                StreamExecutionEnvironment.createRemoteEnvironment("localhost", 8081, given);
        environment.fromSequence(1, 2).print();
        return environment.getStreamGraph().getJobName();
    }
}
