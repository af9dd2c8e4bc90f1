package org.swavstream.state.savepoint;

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

/** The local files as a store that lists folders as its authority says. */
public final class ListedStore extends LocalFileSystem {

    private final URI uri;
    private final Set<String> listed = new HashSet<>();

    private ListedStore(URI uri) {
        this.uri = uri;
    }

    @Override
    public URI getUri() {
        return uri;
    }

    @Override
    public FileStatus[] listStatus(Path folder) throws IOException {
        String store = String.valueOf(uri.getAuthority());
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

    /** Found by Flink through {@code META-INF/services}. */
    public static final class Factory implements FileSystemFactory {
        @Override
        public String getScheme() {
            return "listed";
        }

        @Override
        public FileSystem create(URI uri) {
            return new ListedStore(uri);
        }
    }
}
