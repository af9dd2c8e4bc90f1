package org.swavstream.state.file;

import java.net.URI;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** What a person calls a file or folder of one of Flink's file systems. */
public final class ShownPath {

    /** Scheme of the file system of this machine's disks. */
    public static final String LOCAL = "file";

    private ShownPath() {}

    /**
     * With its store; of a local one the path alone, as long as Flink takes that for a local one.
     * So it can be given to Flink again.
     */
    public static String of(Path path) {
        return isLocal(path.toUri()) && isLocal(FileSystem.getDefaultFsUri())
                ? path.getPath()
                : path.toString();
    }

    private static boolean isLocal(URI uri) {
        return LOCAL.equals(uri.getScheme());
    }
}
