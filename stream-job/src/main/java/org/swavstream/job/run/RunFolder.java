package org.swavstream.job.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
     * @throws IOException if it cannot be made
     */
    public static RunFolder create(Path parent, String name) throws IOException {
        new RunFolder(parent).requireLocal();
        Files.createDirectories(parent);
        for (int number = 1; ; number++) {
            Path folder = parent.resolve(name + "-" + number);
            try {
                return new RunFolder(Files.createDirectory(folder));
            } catch (FileAlreadyExistsException e) {
                // Another demo has it; the next number may be free.
            }
        }
    }

    /**
     * Checks that a local cluster can work in this folder.
     *
     * @throws ConfigurationException if it is a file, or Flink would take its path for several
     */
    void requireLocal() {
        String name = path.toAbsolutePath().normalize().toString();
        if (Files.isRegularFile(path)) {
            throw new ConfigurationException(
                    List.of("--data: %s is a file; name a folder".formatted(name)));
        }
        if (name.contains(",") || name.contains(File.pathSeparator)) {
            throw new ConfigurationException(
                    List.of(
                            "--data: Flink takes a path with a comma or a colon for several, and %s has one; name another folder"
                                    .formatted(name)));
        }
    }

    /** Whether a job has run here, and left what another one has to look at. */
    public boolean isUsed() {
        return Files.exists(working());
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
        return working().resolve(URLEncoder.encode(name, UTF_8) + ".lock");
    }

    private Path working() {
        return path.resolve("working");
    }

    /** Where {@code name} is logged. */
    public Path log(String name) {
        return path.resolve("logs").resolve(name + ".log");
    }
}
