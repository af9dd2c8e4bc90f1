package org.swavstream.state.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.util.FileUtils;

/**
 * A folder for what is needed for a while. {@link #close} deletes it. Ctrl-C does, too, but for
 * what is written into it meanwhile.
 */
public final class TemporaryFolder implements Closeable {

    private final Path path;
    private final Thread atExit;

    private TemporaryFolder(Path path) {
        this.path = path;
        this.atExit = new Thread(() -> FileUtils.deleteDirectoryQuietly(path.toFile()));
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Makes one, empty, where {@code java.io.tmpdir} is.
     *
     * @throws IOException if it cannot be made
     */
    public static TemporaryFolder create() throws IOException {
        return new TemporaryFolder(Files.createTempDirectory("swav-stream-"));
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The JVM ends, and deletes it at this moment.
            return;
        }
        FileUtils.deleteDirectory(path.toFile());
    }
}
