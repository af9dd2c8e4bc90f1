package org.swavstream.tests;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.local.LocalFileSystem;
import org.apache.flink.core.fs.local.LocalRecoverableWriter;
import org.apache.flink.core.testutils.CommonTestUtils;

/**
 * The local files under another scheme, for checkpoints. As long as a folder on the way to a file
 * holds one of {@link Fault}, writing the file fails, or does not begin; the marker then has a byte
 * for each file that this happened to.
 */
public final class FaultyFileSystem extends LocalFileSystem {

    private static final String SCHEME = "faulty";
    private static final long PAUSE_MILLISECONDS = 10;
    private static final Duration LIMIT = Duration.ofMinutes(1);

    /** A marker, by the name of its file. */
    enum Fault {
        FAILING,
        STUCK;

        void begin(java.nio.file.Path folder) throws IOException {
            Files.createFile(folder.resolve(name()));
        }

        void end(java.nio.file.Path folder) throws IOException {
            Files.delete(folder.resolve(name()));
        }

        /** Waits until it has happened to a file. */
        void awaitHit(java.nio.file.Path folder) throws Exception {
            File marker = folder.resolve(name()).toFile();
            CommonTestUtils.waitUtil(() -> marker.length() > 0, LIMIT, "nothing was written");
        }

        /** Whether it is there for {@code file}; leaves the trace of it. */
        private boolean hits(java.nio.file.Path file) throws IOException {
            Optional<java.nio.file.Path> marker = marker(file);
            if (marker.isEmpty()) {
                return false;
            }
            try {
                Files.write(marker.get(), new byte[1], StandardOpenOption.APPEND);
                return true;
            } catch (NoSuchFileException e) {
                return false; // it has just ended
            }
        }

        private boolean concerns(java.nio.file.Path file) {
            return marker(file).isPresent();
        }

        private Optional<java.nio.file.Path> marker(java.nio.file.Path file) {
            return Stream.iterate(file.getParent(), Objects::nonNull, java.nio.file.Path::getParent)
                    .map(folder -> folder.resolve(name()))
                    .filter(Files::exists)
                    .findFirst();
        }
    }

    /** Found by Flink as a service. */
    public static final class Factory implements FileSystemFactory {

        @Override
        public String getScheme() {
            return SCHEME;
        }

        @Override
        public FileSystem create(URI address) {
            return new FaultyFileSystem();
        }
    }

    /** The address of a folder as Flink is to see it. */
    static String uri(java.nio.file.Path folder) {
        return SCHEME + "://" + folder.toAbsolutePath();
    }

    @Override
    public URI getUri() {
        return URI.create(SCHEME + ":///");
    }

    @Override
    public FSDataOutputStream create(Path path, WriteMode overwrite) throws IOException {
        java.nio.file.Path file = pathToFile(path).toPath();
        if (Fault.FAILING.hits(file)) {
            throw new IOException("the test's store fails");
        }
        if (Fault.STUCK.hits(file)) {
            do {
                pause();
            } while (Fault.STUCK.concerns(file));
        }
        return super.create(path, overwrite);
    }

    @Override
    public LocalRecoverableWriter createRecoverableWriter() {
        throw new UnsupportedOperationException("Flink writes in the plain way then");
    }

    private static void pause() throws InterruptedIOException {
        try {
            Thread.sleep(PAUSE_MILLISECONDS);
        } catch (InterruptedException e) {
            throw new InterruptedIOException("writing was given up");
        }
    }
}
