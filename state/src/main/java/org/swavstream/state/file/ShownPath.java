package org.swavstream.state.file;

import org.apache.flink.core.fs.Path;

/** What a person calls a file or folder of one of Flink's file systems. */
public final class ShownPath {

    /** Scheme of the file system of this machine's disks. */
    public static final String LOCAL = "file";

    private ShownPath() {}

    /** The path alone of a local one, else with its store. */
    public static String of(Path path) {
        return LOCAL.equals(path.toUri().getScheme()) ? path.getPath() : path.toString();
    }
}
