package org.swavstream.job.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ConfigurationUtils;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.minicluster.RpcServiceSharing;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.swavstream.image.kafka.KafkaOptions;
import org.swavstream.job.configuration.ConfigurationLoader;
import org.swavstream.operators.multicrop.MultiCropOptions;

/**
 * A Flink cluster in this JVM, with its REST interface and web UI: one JobManager, one TaskManager.
 *
 * <p>Jobs reach it through REST like those of any other cluster, so they can be stopped with a
 * savepoint and resumed. It owns the cluster and its client; checkpoints and savepoints stay.
 */
public final class LocalCluster implements TrainingCluster {

    private static final String SETTINGS = "config.yaml";

    private static final Logger LOG = LoggerFactory.getLogger(LocalCluster.class);

    private final MiniCluster cluster;
    private final ClusterJobs jobs;

    private LocalCluster(MiniCluster cluster, ClusterJobs jobs) {
        this.cluster = cluster;
        this.jobs = jobs;
    }

    /**
     * Sets up Flink's file systems in this JVM, those on the class path. Flink's own programs do
     * so; a cluster inside a JVM does not.
     *
     * @param configuration in place of all that they were set up with before
     */
    public static void setUpFileSystems(Configuration configuration) {
        FileSystem.initialize(configuration, null);
    }

    /**
     * Starts a cluster, and sets up Flink's file systems with its configuration. Its web UI shows
     * everything that it is configured with, but nothing of what the job alone needs to reach
     * Kafka.
     *
     * @param configuration of Flink, complete; see {@link #settings}. Its working folders are made
     *     where they are not there. Where it has no number of slots, there are as many as a job
     *     with this configuration takes, or as there are cores
     * @throws Exception if it cannot be started, for instance as no port is free
     */
    public static LocalCluster start(Configuration configuration) throws Exception {
        setUpFileSystems(configuration);
        for (String folder : ConfigurationUtils.parseTempDirectories(configuration)) {
            Files.createDirectories(Path.of(folder));
        }
        MiniCluster cluster = new MiniCluster(miniCluster(withoutKafka(configuration)));
        try {
            cluster.start();
            URI address = cluster.getRestAddress().get();
            Configuration remote = new Configuration(configuration);
            remote.set(RestOptions.ADDRESS, address.getHost());
            remote.set(RestOptions.PORT, address.getPort());
            return new LocalCluster(cluster, ClusterJobs.of(remote));
        } catch (Exception e) {
            cluster.closeAsync().join();
            throw e;
        }
    }

    /**
     * What a local cluster runs with: the distribution's {@code conf/config.yaml}, and checkpoints,
     * savepoints and working files under {@code data}. Nothing is made yet.
     *
     * @param distribution the distribution's folder, or empty for the settings of this build
     * @throws IOException if the settings cannot be read
     */
    public static Configuration settings(Optional<Path> distribution, Path data)
            throws IOException {
        Path folder = data.toAbsolutePath().normalize();
        Configuration settings = defaults(distribution);
        settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, uri(folder, "checkpoints"));
        settings.set(CheckpointingOptions.SAVEPOINT_DIRECTORY, uri(folder, "savepoints"));
        settings.set(CoreOptions.TMP_DIRS, folder.resolve("working").toString());
        // Elsewhere, users of one machine would share a folder for what jobs are submitted with.
        settings.set(WebOptions.TMP_DIR, folder.resolve("working").toString());
        return settings;
    }

    @Override
    public ClusterJobs jobs() {
        return jobs;
    }

    @Override
    public StreamExecutionEnvironment environment(Configuration configuration) {
        return StreamExecutionEnvironment.createRemoteEnvironment(
                webInterface().getHost(), webInterface().getPort(), configuration);
    }

    @Override
    public void close() {
        jobs.close();
        try {
            cluster.closeAsync().join();
        } catch (CompletionException e) {
            // As where nobody fetched the result of a savepoint; what the jobs left behind is
            // complete.
            LOG.warn("The local cluster did not end cleanly", e);
        }
    }

    private static Configuration withoutKafka(Configuration configuration) {
        Map<String, String> settings = new HashMap<>(configuration.toMap());
        settings.keySet().removeIf(key -> key.startsWith(KafkaOptions.CLIENT_PROPERTIES_PREFIX));
        return Configuration.fromMap(settings);
    }

    private static MiniClusterConfiguration miniCluster(Configuration configuration) {
        int slots =
                configuration
                        .getOptional(TaskManagerOptions.NUM_TASK_SLOTS)
                        .orElseGet(() -> slots(configuration));
        return new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .setRpcServiceSharing(RpcServiceSharing.SHARED)
                .build();
    }

    /** One for each subtask of the widest operator; Flink would wait for more for ever. */
    private static int slots(Configuration configuration) {
        int subtasks =
                Math.max(
                        configuration.get(CoreOptions.DEFAULT_PARALLELISM),
                        configuration.get(MultiCropOptions.PARALLELISM));
        return Math.max(subtasks, Runtime.getRuntime().availableProcessors());
    }

    /**
     * What {@link #settings} begins with: the distribution's {@code conf/config.yaml}.
     *
     * @param distribution the distribution's folder, or empty for the settings of this build
     * @throws IOException if the settings cannot be read
     */
    public static Configuration defaults(Optional<Path> distribution) throws IOException {
        if (distribution.isEmpty()) {
            try (InputStream document = LocalCluster.class.getResourceAsStream(SETTINGS)) {
                return ConfigurationLoader.read(SETTINGS, document);
            }
        }
        Path file = distribution.get().resolve("conf").resolve(SETTINGS);
        try (InputStream document = Files.newInputStream(file)) {
            return ConfigurationLoader.read(file.toString(), document);
        }
    }

    /** Flink takes an address as it stands, so one that escapes spaces names another folder. */
    private static String uri(Path folder, String name) {
        return new org.apache.flink.core.fs.Path(folder.resolve(name).toUri()).toString();
    }
}
