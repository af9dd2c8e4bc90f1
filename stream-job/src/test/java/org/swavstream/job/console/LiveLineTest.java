package org.swavstream.job.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.swavstream.job.cluster.CompletedCheckpoint;
import org.swavstream.operators.report.StateReport;

class LiveLineTest {

    private static final Duration NOW = Duration.ofSeconds(4);

    private final RunProgress progress = new RunProgress();

    @Test
    void saysThatImagesAreMissing() {
        assertThat(LiveLine.of(progress, Optional.empty(), NOW)).isEqualTo("waiting for images");
    }

    @Test
    void saysThatNoImageCanBeUsed() {
        progress.accept(
                new StateReport("default", 0, 0, 1_040, 1, 0, "w", "l"), Duration.ofSeconds(1));

        assertThat(LiveLine.of(progress, Optional.empty(), NOW))
                .isEqualTo("waiting for images | 1,040 unusable, see the dead letters");
    }

    @Test
    void saysHowTheTrainingStands() {
        progress.accept(Reports.step("default", 1, 0), Duration.ofSeconds(1));
        progress.accept(Reports.step("default", 1234, 3840), Duration.ofSeconds(3));
        progress.accept(Reports.probe("default", 0.42, 0.23), Duration.ofSeconds(3));

        String line =
                LiveLine.of(
                        progress,
                        Optional.of(
                                new CompletedCheckpoint(
                                        7, 3_400_000, "file:/c", Duration.ofMillis(300))),
                        NOW);

        assertThat(line)
                .isEqualTo(
                        "step 1,234 | 315,904 images | 128 images/s | loss 3.250"
                                + " | kNN 0.420, untrained 0.230 | queue 3,840/3,840"
                                + " | checkpoint 7, 3.4 MB");
    }

    @Test
    void saysThatThereAreNoStepsAnyMore() {
        progress.accept(Reports.step("default", 1, 0), Duration.ofSeconds(1));
        progress.accept(Reports.step("default", 2, 0), Duration.ofSeconds(5));

        assertThat(LiveLine.of(progress, Optional.empty(), Duration.ofSeconds(17)))
                .contains("| 64 images/s |");
        assertThat(LiveLine.of(progress, Optional.empty(), Duration.ofSeconds(18)))
                .contains("| no step for 13 s |")
                .doesNotContain("images/s");
    }

    @Test
    void namesTheLastOfSeveralModels() {
        progress.accept(Reports.step("cats", 5, 0), Duration.ofSeconds(1));
        progress.accept(Reports.step("dogs", 9, 0), Duration.ofSeconds(2));
        progress.accept(Reports.probe("cats", 0.4, 0.2), Duration.ofSeconds(3));

        assertThat(LiveLine.of(progress, Optional.empty(), NOW))
                .startsWith("2 models, last dogs | step 9 |")
                .doesNotContain("kNN");
    }

    @Test
    void theSpeedIsThatOfTheLastSeconds() {
        for (int second = 0; second <= 100; second++) {
            progress.accept(
                    Reports.step("default", second, 0),
                    Duration.ofMillis(second < 50 ? second : (second - 49) * 1000L));
        }

        assertThat(progress.imagesPerSecond()).isEqualTo(256.0);
        assertThat(progress.imagesUsed()).isEqualTo(100 * 256);
    }
}
