package org.swavstream.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.swavstream.job.cluster.RemoteCluster;

class RunSettingsTest {

    @Test
    void aJobIsCalledAfterItsTopicOrAsItIsTold() throws IOException {
        Map<String, String> topic =
                Map.of("kafka.topic", "cats", "kafka.bootstrap-servers", "localhost:9092");

        assertThat(jobNames(new Configuration(), topic)).containsOnly("swav-stream cats");
        assertThat(jobNames(Configuration.fromMap(Map.of("pipeline.name", "felines")), topic))
                .containsOnly("felines");
    }

    /** On a local cluster, and on that of {@code flink run}. */
    private static List<String> jobNames(Configuration preset, Map<String, String> settings)
            throws IOException {
        Configuration given = RunSettings.given(preset, Optional.empty(), settings);
        var local = StreamExecutionEnvironment.createRemoteEnvironment("localhost", 8081, given);
        var remote = StreamExecutionEnvironment.createRemoteEnvironment("localhost", 8081);
        RemoteCluster.configure(remote, given);
        return Stream.of(local, remote).map(RunSettingsTest::jobName).toList();
    }

    private static String jobName(StreamExecutionEnvironment environment) {
        environment.fromSequence(1, 2).uid("numbers").print().uid("print");
        return environment.getStreamGraph().getJobName();
    }
}
