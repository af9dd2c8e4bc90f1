package org.swavstream.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first command of the README, by the built distribution, for two of its four minutes. */
@Tag("soak")
final class DemoTest {

    /** The demo of the README gains 0.16. */
    private static final double GAIN = 0.05;

    @TempDir private Path folder;

    @Test
    void theDemoLearns() throws Exception {
        Path program = DistributionCluster.distribution().resolve("bin/swav-stream");
        ProgramRun demo =
                ProgramRun.of(
                        new ProcessBuilder(
                                        program.toString(),
                                        "demo",
                                        "--minutes",
                                        "2",
                                        "--data",
                                        folder.toString(),
                                        "--json")
                                .redirectError(ProcessBuilder.Redirect.INHERIT));
        assertThat(demo.status()).as(demo.said()).isZero();
        JsonNode result =
                new ObjectMapper()
                        .readTree(
                                demo.said()
                                        .lines()
                                        .reduce((first, second) -> second)
                                        .orElseThrow());
        assertThat(result.get("knn_trained").asDouble())
                .isGreaterThan(result.get("knn_untrained").asDouble() + GAIN);
    }
}
