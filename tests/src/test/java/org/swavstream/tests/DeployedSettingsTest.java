package org.swavstream.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings of Flink that the distribution brings. */
final class DeployedSettingsTest {

    /** Failures that follow each other end the job, those of a long time do not. */
    @ParameterizedTest
    @ValueSource(strings = {"distribution", "standalone"})
    void restartsCountUntilAJobHasRunLongEnoughToFailForWantOfACheckpoint(String kind) {
        Configuration settings =
                GlobalConfiguration.loadConfiguration(
                        Path.of("..", "deploy", kind, "conf").toString());
        Duration untilItFails =
                settings.get(CheckpointingOptions.CHECKPOINTING_INTERVAL)
                        .plus(settings.get(CheckpointingOptions.CHECKPOINTING_TIMEOUT))
                        .multipliedBy(
                                1 + settings.get(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER));

        assertThat(
                        settings.get(
                                RestartStrategyOptions
                                        .RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD))
                .isGreaterThan(untilItFails)
                .isLessThanOrEqualTo(Duration.ofMinutes(15));
    }
}
