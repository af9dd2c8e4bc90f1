package org.swavstream.image.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.local.LocalFileSystem;

/**
 * The local files as a store that fails as the authority of the uri says, {@code
 * unreliable://FAULT/path}.
 */
public final class UnreliableStore extends LocalFileSystem {

    /** How the store fails. */
    public enum Fault {
        /** A store that is too busy for the status of a file. */
        BUSY,
        /** The same, the first time only. */
        BUSY_ONCE,
        /** A client that throws what nobody declared. */
        CONFUSED,
        /** A file that is there but cannot be opened, with the exception that Java has for it. */
        TOO_MANY_OPEN_FILES,
        /** A file that is gone between its status and its first byte. */
        GONE,
        /** A connection that breaks while the file is read. */
        CUT,
        /** A store that says so in the words of {@code java.nio}. */
        NO_SUCH_FILE
    }

    private final URI uri;
    private final Fault fault;
    private final AtomicBoolean failed = new AtomicBoolean();
    private final AtomicBoolean opened = new AtomicBoolean();

    private UnreliableStore(URI uri) {
        this.uri = uri;
        this.fault = Fault.valueOf(uri.getAuthority());
    }

    /** The address of a local file in a store that fails like this. */
    public static String uri(Fault fault, java.nio.file.Path file) {
        return "unreliable://" + fault + file.toUri().getPath();
    }

    /** Whether this process has asked a store that fails like this for the status of a file. */
    public static boolean hasBeenAsked(Fault fault) throws IOException {
        // Flink keeps one object for each scheme and authority.
        FileSystem store = FileSystem.getUnguardedFileSystem(URI.create("unreliable://" + fault));
        return ((UnreliableStore) store).failed.get();
    }

    @Override
    public URI getUri() {
        return uri;
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        boolean first = failed.compareAndSet(false, true);
        if (fault == Fault.BUSY || (fault == Fault.BUSY_ONCE && first)) {
            throw new IOException("503 Slow Down");
        }
        if (fault == Fault.CONFUSED) {
            throw new IllegalArgumentException("java.net.UnknownHostException: namenode");
        }
        if (fault == Fault.NO_SUCH_FILE) {
            throw new NoSuchFileException(path.getPath());
        }
        if (fault == Fault.GONE && opened.get()) {
            throw new FileNotFoundException("no object at " + path);
        }
        return super.getFileStatus(path);
    }

    @Override
    public FSDataInputStream open(Path path) throws IOException {
        opened.set(true);
        return switch (fault) {
            case TOO_MANY_OPEN_FILES ->
                    throw new FileNotFoundException(path + " (Too many open files)");
            case GONE -> throw new FileNotFoundException("no object at " + path);
            case CUT -> new Cut();
            default -> super.open(path);
        };
    }

    private static final class Cut extends FSDataInputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("Connection reset");
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            return read();
        }

        @Override
        public void seek(long position) {}

        @Override
        public long getPos() {
            return 0;
        }
    }

    /** Found by Flink through {@code META-INF/services}. */
    public static final class Factory implements FileSystemFactory {
        @Override
        public String getScheme() {
            return "unreliable";
        }

        @Override
        public FileSystem create(URI uri) {
            return new UnreliableStore(uri);
        }
    }
}
