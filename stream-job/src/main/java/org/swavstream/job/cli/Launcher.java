package org.swavstream.job.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.swavstream.job.cluster.LocalCluster;

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

    /**
     * Sets up Flink's file systems with the distribution's settings, for a command that starts no
     * cluster. Where there is no distribution, Flink's client has done so with its own.
     */
    void setUpFileSystems() throws IOException {
        if (home.isPresent()) {
            LocalCluster.setUpFileSystems(LocalCluster.defaults(home));
        }
    }
}
