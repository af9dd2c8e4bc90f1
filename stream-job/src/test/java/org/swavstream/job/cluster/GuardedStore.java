package org.swavstream.job.cluster;

import java.io.IOException;
import java.net.URI;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;
import org.apache.flink.core.fs.local.LocalFileSystem;

/** The local files as a store that only opens where Flink was configured with its key. */
public final class GuardedStore extends LocalFileSystem {

    public static final ConfigOption<String> ACCESS_KEY =
            ConfigOptions.key("guarded.access-key").stringType().defaultValue("");

    /** The key that opens it. */
    public static final String SESAME = "sesame";

    /** What it says to any other. */
    public static final String REFUSAL = "the guarded store wants its access key";

    private static final String SCHEME = "guarded";

    /** The address of a local file in it. */
    public static String uri(java.nio.file.Path file) {
        return SCHEME + "://" + file.toAbsolutePath();
    }

    @Override
    public URI getUri() {
        return URI.create(SCHEME + ":///");
    }

    /** Found by Flink through {@code META-INF/services}. */
    public static final class Factory implements FileSystemFactory {

        private boolean open;

        @Override
        public String getScheme() {
            return SCHEME;
        }

        @Override
        public void configure(Configuration configuration) {
            open = configuration.get(ACCESS_KEY).equals(SESAME);
        }

        @Override
        public FileSystem create(URI uri) throws IOException {
            if (!open) {
                throw new IOException(REFUSAL);
            }
            return new GuardedStore();
        }
    }
}
