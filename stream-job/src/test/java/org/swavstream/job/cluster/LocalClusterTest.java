package org.swavstream.job.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.swavstream.job.Await;

class LocalClusterTest {

    @TempDir private Path folder;

    @Test
    void aJobIsWatchedStoppedWithASavepointAndResumed() throws Exception {
        Path data = folder.resolve("a b ü");
        Configuration settings = LocalCluster.settings(Optional.empty(), data);
        settings.set(RestOptions.BIND_PORT, "0");
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(100));
        settings.set(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS, Duration.ZERO);
        try (LocalCluster cluster = LocalCluster.start(settings)) {
            // Until Flink has elected itself, it asks for patience.
            String title = "Apache Flink Web Dashboard";
            URI index = cluster.webInterface().resolve("/index.html");
            Await.until(() -> Optional.of(get(index).body()).filter(body -> body.contains(title)));

            JobClient first = submit(cluster, settings);
            assertThat(data.resolve("working").resolve("flink-web-upload")).isDirectory();
            CompletedCheckpoint checkpoint = awaitCheckpoint(cluster, first);
            // The next checkpoint may have replaced it by now.
            assertThat(path(checkpoint.path())).startsWithRaw(data.resolve("checkpoints"));
            String savepoint =
                    first.stopWithSavepoint(false, null, SavepointFormatType.CANONICAL).get();
            assertThat(path(savepoint)).exists().startsWithRaw(data.resolve("savepoints"));

            settings.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
            JobClient second = submit(cluster, settings);
            awaitCheckpoint(cluster, second);
            second.cancel().get();

            settings.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint + "-absent");
            assertThatThrownBy(() -> submit(cluster, settings).getJobExecutionResult().get())
                    .hasStackTraceContaining("-absent");
        }
    }

    /**
     * As of a client that asked for a savepoint and was killed, or of a script that does not look.
     */
    @Test
    void aResultThatNobodyFetchedIsNoFailure() throws Exception {
        Configuration settings = LocalCluster.settings(Optional.empty(), folder);
        settings.set(RestOptions.BIND_PORT, "0");
        settings.set(RestOptions.ASYNC_OPERATION_STORE_DURATION, Duration.ofSeconds(1));
        try (LocalCluster cluster = LocalCluster.start(settings)) {
            JobClient job = submit(cluster, settings);
            Await.until(() -> running(job));
            URI savepoints =
                    cluster.webInterface().resolve("/jobs/" + job.getJobID() + "/savepoints");

            assertThat(post(savepoints, "{}").statusCode()).isEqualTo(202);
        }
    }

    /** Flink hides what it knows to be a secret, which the key of a keystore is not. */
    @Test
    void theWebInterfaceShowsNoPropertyOfTheKafkaClients() throws Exception {
        Configuration settings = LocalCluster.settings(Optional.empty(), folder);
        settings.set(RestOptions.BIND_PORT, "0");
        settings.setString("kafka.properties.ssl.keystore.key", "hunter2");
        try (LocalCluster cluster = LocalCluster.start(settings)) {
            JobClient job = submit(cluster, settings);
            Await.until(() -> running(job));
            for (String page : List.of("/jobmanager/config", "/jobs/%s/config", "/jobs/%s")) {
                URI address = cluster.webInterface().resolve(page.formatted(job.getJobID()));
                HttpResponse<String> shown = get(address);

                assertThat(shown.statusCode()).as(page).isEqualTo(200);
                assertThat(shown.body()).as(page).doesNotContain("hunter2");
            }
        }
    }

    @Test
    void aStoreIsReachedWithTheSettingsOfTheCluster() throws Exception {
        Configuration settings = LocalCluster.settings(Optional.empty(), folder);
        settings.set(RestOptions.BIND_PORT, "0");
        var file = new org.apache.flink.core.fs.Path(GuardedStore.uri(folder));
        LocalCluster.start(settings).close();
        assertThatThrownBy(file::getFileSystem).hasMessage(GuardedStore.REFUSAL);

        settings.set(GuardedStore.ACCESS_KEY, GuardedStore.SESAME);
        LocalCluster.start(settings).close();
        assertThat(file.getFileSystem().exists(file)).isTrue();
    }

    @Test
    void aClusterHasASlotForEachSubtaskOfTheWidestOperator() throws Exception {
        int subtasks = Runtime.getRuntime().availableProcessors() + 1;
        assertThat(slots("crops.parallelism", subtasks)).isEqualTo(subtasks);
        assertThat(slots("parallelism.default", subtasks)).isEqualTo(subtasks);
        assertThat(slots("taskmanager.numberOfTaskSlots", 1)).isEqualTo(1);
    }

    private int slots(String key, int value) throws Exception {
        Configuration settings = LocalCluster.settings(Optional.empty(), folder);
        settings.set(RestOptions.BIND_PORT, "0");
        settings.setString(key, Integer.toString(value));
        try (LocalCluster cluster = LocalCluster.start(settings)) {
            URI overview = cluster.webInterface().resolve("/overview");
            return Await.until(() -> slots(get(overview)));
        }
    }

    /** Empty until the TaskManager is there. */
    private static Optional<Integer> slots(HttpResponse<String> overview) throws Exception {
        return overview.statusCode() == 200
                ? Optional.of(new ObjectMapper().readTree(overview.body()))
                        .map(shown -> shown.path("slots-total").asInt())
                        .filter(slots -> slots > 0)
                : Optional.empty();
    }

    private static Optional<JobStatus> running(JobClient job) throws Exception {
        return Optional.of(job.getJobStatus().get()).filter(JobStatus.RUNNING::equals);
    }

    private static HttpResponse<String> post(URI address, String json) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(json))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static Path path(String flinkPath) {
        return Path.of(new org.apache.flink.core.fs.Path(flinkPath).getPath());
    }

    private static CompletedCheckpoint awaitCheckpoint(LocalCluster cluster, JobClient job)
            throws Exception {
        return Await.until(() -> cluster.jobs().lastCheckpoint(job.getJobID()).get());
    }

    private static HttpResponse<String> get(URI address) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address).build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static JobClient submit(LocalCluster cluster, Configuration settings) throws Exception {
        StreamExecutionEnvironment environment = cluster.environment(settings);
        environment
                .fromSource(
                        new NumberSequenceSource(0, Long.MAX_VALUE - 1),
                        WatermarkStrategy.noWatermarks(),
                        "numbers")
                .uid("numbers")
                .sinkTo(new DiscardingSink<>())
                .uid("nothing");
        return environment.executeAsync("test");
    }
}
