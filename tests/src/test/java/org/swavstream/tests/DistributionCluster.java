package org.swavstream.tests;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Kafka, a JobManager and a TaskManager as processes of the built distribution, which can be killed
 * and started again.
 */
final class DistributionCluster implements AutoCloseable {

    private static final Pattern JOB = Pattern.compile("JobID ([0-9a-f]{32})");
    private static final Pattern SAVEPOINT = Pattern.compile("Path: (.+)");
    private static final Pattern TASK_MANAGER = Pattern.compile("TaskManager (\\d+)");

    private final Path folder;
    private final Path home;
    private final int restPort;
    private final int kafkaPort;
    private final Map<String, String> environment;
    private String taskManager = "taskmanager-1";

    private DistributionCluster(Path folder, Map<String, String> environment) throws IOException {
        this.folder = folder;
        this.home = distribution();
        this.restPort = freePorts();
        this.kafkaPort = freePorts();
        this.environment = new HashMap<>(environment);
        this.environment.put("SWAV_STREAM_CLUSTER", folder.toString());
        this.environment.put("SWAV_STREAM_REST_PORT", "" + restPort);
        this.environment.put("SWAV_STREAM_RPC_PORT", "" + (restPort + 1));
        this.environment.put("SWAV_STREAM_KAFKA_PORT", "" + kafkaPort);
    }

    /** Starts all three; data, logs and checkpoints are in {@code folder}. */
    static DistributionCluster start(Path folder) throws Exception {
        return start(folder, Map.of());
    }

    /** As {@link #start(Path)}, with more variables in the environment of the processes. */
    static DistributionCluster start(Path folder, Map<String, String> environment)
            throws Exception {
        DistributionCluster cluster = new DistributionCluster(folder, environment);
        cluster.run("start", "1");
        return cluster;
    }

    /** A port that nothing listens on, like the next one. */
    private static int freePorts() throws IOException {
        try (ServerSocket port = new ServerSocket(0);
                ServerSocket next = new ServerSocket(port.getLocalPort() + 1)) {
            return next.getLocalPort() - 1;
        } catch (BindException e) {
            return freePorts();
        }
    }

    String bootstrapServers() {
        return "127.0.0.1:" + kafkaPort;
    }

    /**
     * Kills the TaskManager as the kernel does when memory is short.
     *
     * @return when, in milliseconds since 1970
     */
    long killTaskManager() throws Exception {
        long now = System.currentTimeMillis();
        kill(taskManager);
        return now;
    }

    /** Starts a TaskManager in the place of the one that was killed. */
    void startTaskManager() throws Exception {
        Matcher started = TASK_MANAGER.matcher(run("taskmanager"));
        if (!started.find()) {
            throw new IllegalStateException("no TaskManager was started");
        }
        taskManager = "taskmanager-" + started.group(1);
    }

    /** Kills the JobManager, and with it every job, and starts another. */
    void replaceJobManager() throws Exception {
        kill("jobmanager");
        run("jobmanager");
    }

    /** Kills the broker and starts it again on its data. */
    void replaceKafka() throws Exception {
        kill("kafka");
        run("kafka");
    }

    /** Stops the broker as an administrator does, and starts it again. */
    void restartKafka() throws Exception {
        run("stop", "kafka");
        run("kafka");
    }

    JobMonitor monitor(String job) throws Exception {
        return JobMonitor.of("127.0.0.1", restPort, job);
    }

    /** Submits the job and returns its number. */
    String submit(Map<String, String> settings, String... options) throws Exception {
        return find(JOB, flinkRun(List.of("-d", jar(), "run"), settings, options));
    }

    /** Replays to the end, and returns what the command said. */
    String replay(Map<String, String> settings, String... options) throws Exception {
        return flinkRun(List.of(jar(), "replay"), settings, options);
    }

    private String flinkRun(List<String> program, Map<String, String> settings, String... options)
            throws Exception {
        List<String> command = new ArrayList<>(List.of("flink", "run"));
        command.addAll(program);
        settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of(options));
        return run(command.toArray(String[]::new));
    }

    /** Stops a job and returns the path of its savepoint. */
    String stop(String job) throws Exception {
        return find(SAVEPOINT, run("flink", "stop", job));
    }

    @Override
    public void close() throws Exception {
        run("stop");
    }

    /** Number of the process that trains. */
    long taskManagerProcess() throws IOException {
        return process(taskManager);
    }

    private long process(String name) throws IOException {
        return Long.parseLong(Files.readString(folder.resolve("pids").resolve(name)).strip());
    }

    private void kill(String name) throws IOException {
        ProcessHandle.of(process(name))
                .ifPresent(
                        running -> {
                            running.destroyForcibly();
                            running.onExit().join();
                        });
    }

    private String run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(home.resolve("standalone/bin/cluster").toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        // The servers inherit this output, so it is no pipe, which would not end before they do.
        Path output = Files.createTempFile(folder, "command", ".out");
        Process process = builder.redirectOutput(output.toFile()).start();
        int status = process.waitFor();
        String said = Files.readString(output, StandardCharsets.UTF_8);
        if (status != 0) {
            throw new IllegalStateException("%s: status %d: %s".formatted(command, status, said));
        }
        return said;
    }

    private static String find(Pattern pattern, String output) {
        Matcher found = pattern.matcher(output);
        if (!found.find()) {
            throw new IllegalStateException("no %s in: %s".formatted(pattern, output));
        }
        return found.group(1);
    }

    private String jar() throws IOException {
        return only(home.resolve("lib"), "swav-stream-job-*.jar").toString();
    }

    /** The folder of the built distribution. */
    static Path distribution() throws IOException {
        return only(Path.of("..", "stream-job", "target"), "swav-stream-[0-9]*")
                .toAbsolutePath()
                .normalize();
    }

    private static Path only(Path folder, String glob) throws IOException {
        try (var files = Files.newDirectoryStream(folder, glob)) {
            List<Path> found = new ArrayList<>();
            files.forEach(found::add);
            if (found.size() != 1) {
                throw new IllegalStateException(
                        "%s in %s is %s; there must be one, so build anew with ./mvnw clean package"
                                .formatted(glob, folder, found));
            }
            return found.get(0);
        }
    }
}
