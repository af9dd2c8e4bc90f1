package org.swavstream.job.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The folder in which a run leaves its files: {@code config.yaml}, {@code checkpoints}, {@code
 * savepoints}, {@code logs}, and {@code kafka} where it has a broker of its own.
 *
 * @param path the folder; made when something is written to it
 */
record RunFolder(Path path) {

    static final String DEFAULT = "swav-stream-data";

    /** A folder {@code name-1}, {@code name-2}, ... in {@code parent} that is not there yet. */
    static RunFolder create(Path parent, String name) throws IOException {
        Path free =
                IntStream.iterate(1, number -> number + 1)
                        .mapToObj(number -> parent.resolve(name + "-" + number))
                        .filter(Files::notExists)
                        .findFirst()
                        .orElseThrow();
        Files.createDirectories(free);
        return new RunFolder(free);
    }

    Path configuration() {
        return path.resolve("config.yaml");
    }

    /** The file {@code config.yaml}, if it is there. */
    Optional<Path> existingConfiguration() {
        return Optional.of(configuration()).filter(Files::exists);
    }

    Path kafka() {
        return path.resolve("kafka");
    }

    Path log(String name) {
        return path.resolve("logs").resolve(name + ".log");
    }
}
