package org.swavstream.job.broker;

import static org.apache.kafka.clients.admin.AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG;
import static org.apache.kafka.clients.admin.AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG;
import static org.apache.kafka.clients.admin.AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.swavstream.job.console.CommandException;

/**
 * A Kafka broker of this machine, in a JVM of its own, bound to the loopback interface.
 *
 * <p>It owns its process and nothing else: the data stays in its folder, and a later broker on that
 * folder, on other ports, serves the same topics. The process ends with this JVM, however this
 * ends.
 */
public final class KafkaBroker implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    /** Of which every JVM takes options, this one's children among them. */
    private static final List<String> OPTION_VARIABLES =
            List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    private static final Pattern COLLECTOR = Pattern.compile("-XX:\\+Use\\w+GC\\b");

    private final Process process;
    private final String bootstrapServers;
    private final Path log;

    private KafkaBroker(Process process, String bootstrapServers, Path log) {
        this.process = process;
        this.bootstrapServers = bootstrapServers;
        this.log = log;
    }

    /**
     * Starts a broker and returns when it answers.
     *
     * @param data the broker's folder; created and formatted where it is not there
     * @param log the file that gets all the broker's output, appended
     * @throws IOException if Kafka cannot have its data there, or the process does not start
     * @throws CommandException if the broker ends or does not answer in time; the message names the
     *     log
     */
    public static KafkaBroker start(Path data, Path log) throws IOException {
        KafkaBroker broker = launch(data, log);
        broker.awaitReady();
        return broker;
    }

    /**
     * As {@link #start}, but returns at once. The broker's address is known; {@link #awaitReady}
     * comes before its use.
     *
     * @throws IOException if Kafka cannot have its data there, or the process does not start
     */
    public static KafkaBroker launch(Path data, Path log) throws IOException {
        if (data.toAbsolutePath().toString().contains(",")) {
            // It would take the path for a list.
            throw new IOException("Kafka takes no comma in the folder of its data: " + data);
        }
        Files.createDirectories(data);
        Files.createDirectories(log.toAbsolutePath().getParent());
        FreePorts ports = FreePorts.find();
        Path properties = data.resolve("server.properties");
        store(BrokerProperties.of(data, ports.first(), ports.second()), properties);
        return new KafkaBroker(process(properties, log), "127.0.0.1:" + ports.first(), log);
    }

    /**
     * Returns when the broker answers. A broker that does not is closed.
     *
     * @throws CommandException if it ends or does not answer in time; the message names the log
     */
    public void awaitReady() {
        Admin admin = Admin.create(clientProperties());
        try {
            var answer = admin.describeCluster().clusterId().toCompletionStage();
            CompletableFuture.anyOf(answer.toCompletableFuture(), process.onExit())
                    .get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            close();
            throw notStarted("does not answer within %d s".formatted(START_LIMIT.toSeconds()), e);
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw notStarted("was not waited for", e);
        } finally {
            // A question to a broker that is gone is not worth its time limit.
            admin.close(Duration.ZERO);
        }
        if (!process.isAlive()) {
            throw notStarted("ended with status " + process.exitValue(), null);
        }
    }

    /** {@code host:port} of the broker. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** The broker's process. */
    ProcessHandle process() {
        return process.toHandle();
    }

    /** Stops the broker and waits until its process is gone. */
    @Override
    public void close() {
        try {
            // The end of its input is the order to shut down cleanly.
            process.getOutputStream().close();
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static void store(Properties properties, Path file) throws IOException {
        // A stream and no writer: of what is not ASCII, only this form is read as it was written.
        try (OutputStream out = Files.newOutputStream(file)) {
            properties.store(out, "Written at each start");
        }
    }

    private static Process process(Path properties, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(properties));
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        return builder.start();
    }

    /** Ready in half the time, and two cores are left to the training. */
    private static List<String> command(Path properties) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx512m");
        if (!environmentNamesCollector()) {
            command.add("-XX:+UseSerialGC");
        }
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-XX:-UsePerfData");
        command.add("-Dlog4j2.configurationFile=log4j2-child.properties");
        command.add(BrokerMain.class.getName());
        command.add(properties.toString());
        return command;
    }

    /** A JVM that is told of two collectors does not start. */
    private static boolean environmentNamesCollector() {
        return OPTION_VARIABLES.stream()
                .map(variable -> System.getenv().getOrDefault(variable, ""))
                .anyMatch(options -> COLLECTOR.matcher(options).find());
    }

    private Map<String, Object> clientProperties() {
        return Map.of(
                BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                RECONNECT_BACKOFF_MAX_MS_CONFIG,
                100,
                DEFAULT_API_TIMEOUT_MS_CONFIG,
                Math.toIntExact(START_LIMIT.toMillis()));
    }

    private CommandException notStarted(String what, Exception cause) {
        return new CommandException(
                "the Kafka broker %s; its log is %s".formatted(what, log), cause);
    }
}
