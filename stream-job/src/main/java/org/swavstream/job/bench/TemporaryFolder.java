package org.swavstream.job.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.util.FileUtils;
import org.apache.flink.util.ShutdownHookUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder for the time of a measurement. {@link #close} deletes it. Ctrl-C does, too, unless what
 * is being measured writes into it meanwhile.
 */
final class TemporaryFolder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TemporaryFolder.class);
    private static final String NAME = TemporaryFolder.class.getSimpleName();

    private final Path path;
    private final Thread atExit;

    private TemporaryFolder(Path path) {
        this.path = path;
        this.atExit = ShutdownHookUtil.addShutdownHook(this::delete, NAME, LOG);
    }

    static TemporaryFolder create() throws IOException {
        return new TemporaryFolder(Files.createTempDirectory("swav-stream-bench-"));
    }

    Path path() {
        return path;
    }

    private void delete() throws IOException {
        FileUtils.deleteDirectory(path.toFile());
    }

    @Override
    public void close() throws IOException {
        ShutdownHookUtil.removeShutdownHook(atExit, NAME, LOG);
        delete();
    }
}
