package org.swavstream.tests;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.file.Files;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.local.LocalFileSystem;
import org.apache.flink.core.fs.local.LocalRecoverableWriter;

/**
 * The local files under another scheme, for checkpoints. As long as a folder on the way to a file
 * holds one of {@link Fault}, writing the file fails, or does not begin.
 */
public final class FaultyFileSystem extends LocalFileSystem {

    private static final String SCHEME = "faulty";
    private static final long PAUSE_MILLISECONDS = 10;

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

        private boolean concerns(java.nio.file.Path file) {
            java.nio.file.Path folder = file.getParent();
            while (folder != null && !Files.exists(folder.resolve(name()))) {
                folder = folder.getParent();
            }
            return folder != null;
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
        if (Fault.FAILING.concerns(file)) {
            throw new IOException("the test's store fails");
        }
        while (Fault.STUCK.concerns(file)) {
            pause();
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
