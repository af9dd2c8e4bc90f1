package org.swavstream.job.cli;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The file that gets the logs of Flink and Kafka. It is named before the first of their classes is
 * loaded, as {@code conf/log4j2.properties} reads the name once.
 */
final class LogFile {

    private static final String PROPERTY = "swavstream.log";

    private LogFile() {}

    static void use(Path file) {
        System.setProperty(PROPERTY, file.toAbsolutePath().normalize().toString());
    }

    /** The file, if this JVM writes one. */
    static Optional<Path> current() {
        return Optional.ofNullable(System.getProperty(PROPERTY)).map(Path::of);
    }
}
