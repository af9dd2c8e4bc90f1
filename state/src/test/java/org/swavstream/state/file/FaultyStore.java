package org.swavstream.state.file;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.HashSet;
import java.util.Set;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.local.LocalFileStatus;
import org.apache.flink.core.fs.local.LocalFileSystem;

/** The local files as a store that has the fault which its authority names. */
public final class FaultyStore extends LocalFileSystem {

    private static final String SCHEME = "store";

    private final URI uri;
    private final Set<String> listed = new HashSet<>();

    private FaultyStore(URI uri) {
        this.uri = uri;
    }

    /** A file of a store that has too much to do. */
    public static Path busy(String file) {
        return new Path(SCHEME + "://busy/" + file);
    }

    @Override
    public FileStatus getFileStatus(Path file) throws IOException {
        if (authority().equals("busy")) {
            throw new IOException("503 Slow Down");
        }
        return super.getFileStatus(file);
    }

    @Override
    public URI getUri() {
        return uri;
    }

    @Override
    public FileStatus[] listStatus(Path folder) throws IOException {
        String store = authority();
        if (store.equals("hides") && folder.getName().equals("hidden")) {
            return null;
        }
        if (store.equals("vanishing") && listed.add(folder.getPath())) {
            throw new FileNotFoundException("one of the children is gone");
        }
        if (store.equals("savepoint")) {
            return new FileStatus[] {new LocalFileStatus(new File("/_metadata"), this)};
        }
        return super.listStatus(folder);
    }

    private String authority() {
        return String.valueOf(uri.getAuthority());
    }

    /** Found by Flink through {@code META-INF/services}. */
    public static final class Factory implements FileSystemFactory {
        @Override
        public String getScheme() {
            return SCHEME;
        }

        @Override
        public FileSystem create(URI uri) {
            return new FaultyStore(uri);
        }
    }
}
