package org.swavstream.job.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file that gets the logs of Flink and Kafka. It is named before the first of their classes is
 * loaded, as {@code conf/log4j2.properties} reads the name once.
 */
final class LogFile {

    private static final String PROPERTY = "swavstream.log";
    private static final String LEVEL = "swavstream.log.level";
    private static final String OFF = "off";

    private LogFile() {}

    static void use(Path file) {
        System.clearProperty(LEVEL);
        System.setProperty(PROPERTY, file.toAbsolutePath().normalize().toString());
    }

    /** For commands that are short and only read: what they find is all that they say. */
    static void useNone() {
        // The folder of the file is made even if nothing is written, so it is one that is there.
        use(Path.of(System.getProperty("java.io.tmpdir"), "swav-stream.log"));
        System.setProperty(LEVEL, OFF);
    }

    /** The file, if anything was written to it. */
    static Optional<Path> current() {
        return OFF.equals(System.getProperty(LEVEL))
                ? Optional.empty()
                : Optional.ofNullable(System.getProperty(PROPERTY))
                        .map(Path::of)
                        .filter(Files::exists);
    }
}
