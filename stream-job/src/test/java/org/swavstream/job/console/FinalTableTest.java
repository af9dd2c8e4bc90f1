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
                        "Model default after step 50 and 12,800 images",
                        "                             trained   untrained  raw pixels",
                        "kNN top-1                      0.420       0.230       0.120",
                        "loss                           2.500       2.500")
                .endsWith("kNN: k = 20, T = 0.07, 500 held-out images classify 400 others");
    }

    @Test
    void hasATableForEachModelThatWasProbed() {
        progress.accept(Reports.probe("b", 0.42, 0.23), Duration.ZERO);
        progress.accept(Reports.probe("a", 0.52, 0.23), Duration.ZERO);
        progress.accept(Reports.step("c", 1, 0), Duration.ZERO);

        assertThat(FinalTable.of(progress).stream().filter(line -> line.startsWith("Model")))
                .containsExactly(
                        "Model a after step 50 and 12,800 images",
                        "Model b after step 50 and 12,800 images");
    }
}
