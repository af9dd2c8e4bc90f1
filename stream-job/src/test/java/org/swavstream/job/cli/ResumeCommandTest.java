package org.swavstream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.swavstream.image.kafka.TopicRange;
import org.swavstream.job.run.RunFolder;

class ResumeCommandTest {

    @Test
    void settingsAreGivenAgain() {
        assertThat(command(Map.of("train.seed", "7")).from("/data/savepoint-1"))
                .isEqualTo(
                        "./swav-stream run --data /data --with-broker -D train.seed=7"
                                + " --from-savepoint /data/savepoint-1");
    }

    /** A replay goes on to the same end, which 'latest' would not be any more. */
    @Test
    void theNewestCheckpointIsFoundWithoutItsPath() {
        ResumeCommand command = command(Map.of("train.seed", "7"));
        String rest = command.restOf(TopicRange.parse("images", "0:3-9")).fromNewest();

        assertThat(command.fromNewest())
                .isEqualTo("./swav-stream run --data /data --with-broker -D train.seed=7 --resume");
        assertThat(rest)
                .isEqualTo(
                        "./swav-stream replay --topic images --to 0:9 --data /data --with-broker"
                                + " -D train.seed=7 --resume");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka.properties.ssl.keystore.key",
                "kafka.properties.schema.registry.basic.auth.user.info",
                "kafka.properties.sasl.jaas.config",
                "s3.access-key",
            })
    void secretsAreNotShown(String key) {
        assertThat(command(Map.of(key, "hunter2")).from("s"))
                .contains(key + "=******")
                .doesNotContain("hunter2");
    }

    private static ResumeCommand command(Map<String, String> settings) {
        return new ResumeCommand(
                "./swav-stream",
                new RunFolder(Path.of("/data")),
                Optional.empty(),
                Optional.empty(),
                true,
                settings);
    }
}
