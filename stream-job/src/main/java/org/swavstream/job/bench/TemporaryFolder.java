package org.swavstream.job.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.util.FileUtils;

/**
 * A folder for the time of a measurement.
 *
 * @param path the folder; {@link #close} deletes it
 */
record TemporaryFolder(Path path) implements AutoCloseable {

    static TemporaryFolder create() throws IOException {
        return new TemporaryFolder(Files.createTempDirectory("swav-stream-bench-"));
    }

    @Override
    public void close() throws IOException {
        FileUtils.deleteDirectory(path.toFile());
    }
}
