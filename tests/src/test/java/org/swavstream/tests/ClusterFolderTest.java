package org.swavstream.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code standalone/bin/cluster} of the built distribution, in a folder without a cluster. */
final class ClusterFolderTest {

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"stop", "stop kafka", "status", "flink list"})
    void whatNeedsAClusterIsRefused(String command) throws Exception {
        String script =
                DistributionCluster.distribution().resolve("standalone/bin/cluster").toString();
        ProcessBuilder builder =
                new ProcessBuilder((script + " " + command).split(" ", -1))
                        .redirectErrorStream(true);
        builder.environment().put("SWAV_STREAM_CLUSTER", folder.toString());
        Process process = builder.start();

        assertThat(new String(process.getInputStream().readAllBytes(), UTF_8))
                .isEqualTo(
                        "cluster: no cluster in %s; 'cluster start' comes first\n"
                                .formatted(folder.toRealPath()));
        assertThat(process.waitFor()).isEqualTo(1);
    }
}
