package org.swavstream.job.cli;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code bin/swav-stream} tells the JVM that it starts.
 *
 * @param home the distribution's folder, or empty if something else started the JVM
 * @param command how the person called it
 * @param columns width of the terminal behind standard error, or 0 where there is none
 */
record Launcher(Optional<Path> home, String command, int columns) {

    static Launcher ofThisJvm() {
        return new Launcher(
                Optional.ofNullable(System.getProperty("swavstream.home")).map(Path::of),
                System.getProperty("swavstream.command", "swav-stream"),
                Integer.getInteger("swavstream.columns", 0));
    }
}
