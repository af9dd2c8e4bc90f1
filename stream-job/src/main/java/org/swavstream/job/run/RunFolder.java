package org.swavstream.job.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.flink.configuration.Configuration;
import org.swavstream.image.kafka.KafkaOptions;
import org.swavstream.image.kafka.TransactionPrefix;
import org.swavstream.job.configuration.ConfigurationException;

/**
 * The folder in which a run leaves its files: {@code config.yaml}, {@code checkpoints}, {@code
 * savepoints}, {@code logs}, and {@code kafka} where it has a broker of its own.
 *
 * @param path the folder; made when something is written to it
 */
public record RunFolder(Path path) {

    /** The folder of a run that is given none, in the current one. */
    public static final String DEFAULT = "swav-stream-data";

    /**
     * A folder {@code name-1}, {@code name-2}, ... in {@code parent} that is not there yet.
     *
     * @throws ConfigurationException where no local cluster can work in it
     */
    public static RunFolder create(Path parent, String name) throws IOException {
        new RunFolder(parent).requireLocal();
        Path free =
                IntStream.iterate(1, number -> number + 1)
                        .mapToObj(number -> parent.resolve(name + "-" + number))
                        .filter(Files::notExists)
                        .findFirst()
                        .orElseThrow();
        Files.createDirectories(free);
        return new RunFolder(free);
    }

    /**
     * Checks that a local cluster can work in this folder.
     *
     * @throws ConfigurationException if Flink would take its path for several
     */
    void requireLocal() {
        String name = path.toAbsolutePath().normalize().toString();
        if (name.contains(",") || name.contains(File.pathSeparator)) {
            throw new ConfigurationException(
                    List.of(
                            "--data: Flink takes a path with a comma or a colon for several, and %s has one; name another folder"
                                    .formatted(name)));
        }
    }

    /** Where the settings of runs in this folder are, if there are any. */
    public Path configuration() {
        return path.resolve("config.yaml");
    }

    /** The file {@code config.yaml}, if it is there. */
    public Optional<Path> existingConfiguration() {
        return Optional.of(configuration()).filter(Files::exists);
    }

    /** The data of a broker that a run starts. */
    public Path kafka() {
        return path.resolve("kafka");
    }

    /** Keeps a second process from the broker of {@link #kafka()}. */
    public RunLock lockKafka() throws IOException {
        return RunLock.take(
                lock("kafka"),
                "a run with a Kafka broker on " + kafka(),
                "leave out --with-broker to use that one, with -D kafka.bootstrap-servers");
    }

    /**
     * Keeps a second process from a job with the same name for its transactions: each would end
     * those of the other.
     *
     * @throws org.swavstream.job.console.CommandException where one has it; names its process
     */
    public RunLock lockJob(Configuration configuration) throws IOException {
        String group = configuration.get(KafkaOptions.GROUP_ID);
        String topic = configuration.get(KafkaOptions.TOPIC);
        return RunLock.take(
                lock(TransactionPrefix.of(group, topic, TransactionPrefix.METRICS)),
                "a job with the transactions of kafka.group-id %s and topic %s in %s"
                        .formatted(group, topic, path),
                "stop it first, or give this one a kafka.group-id and a kafka.metrics-topic of its own");
    }

    private Path lock(String name) {
        return path.resolve("working").resolve(URLEncoder.encode(name, UTF_8) + ".lock");
    }

    /** Where {@code name} is logged. */
    public Path log(String name) {
        return path.resolve("logs").resolve(name + ".log");
    }
}
