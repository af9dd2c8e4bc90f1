package org.swavstream.job.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FinalTableTest {

    private final RunProgress progress = new RunProgress();

    @Test
    void setsTheTrainedBesideTheUntrainedNetworkAndRawPixels() {
        progress.accept(Reports.probe("default", 0.42, 0.23), Duration.ZERO);

        assertThat(FinalTable.of(progress))
                .startsWith(
                        "Model default at its last probe, after step 50 and 12,800 images",
                        "                             trained   untrained  raw pixels",
                        "kNN top-1                      0.420       0.230       0.120",
                        "loss                           2.500       2.500")
                .endsWith("kNN: k = 20, T = 0.07, 500 held-out images classify 400 others");
    }

    @Test
    void saysOfWhichStepTheSavepointIs() {
        progress.accept(Reports.probe("default", 0.42, 0.23), Duration.ZERO);
        progress.accept(Reports.state("default", 61), Duration.ZERO);

        assertThat(FinalTable.of(progress)).endsWith("Saved after step 61 and 15,616 images");
    }

    @Test
    void saysOfAModelThatWasNotProbedWhatIsSaved() {
        progress.accept(Reports.state("default", 61), Duration.ZERO);

        assertThat(FinalTable.of(progress))
                .containsExactly(
                        "Model default was saved after step 61 and 15,616 images, without a probe");
    }

    @Test
    void hasATableForEachModelThatWasProbed() {
        progress.accept(Reports.probe("b", 0.42, 0.23), Duration.ZERO);
        progress.accept(Reports.probe("a", 0.52, 0.23), Duration.ZERO);
        progress.accept(Reports.step("c", 1, 0), Duration.ZERO);

        assertThat(FinalTable.of(progress).stream().filter(line -> line.startsWith("Model")))
                .containsExactly(
                        "Model a at its last probe, after step 50 and 12,800 images",
                        "Model b at its last probe, after step 50 and 12,800 images");
    }
}
