package org.swavstream.image.dataset;

import java.nio.charset.StandardCharsets;
import org.swavstream.state.digest.Sha256;

/** Files by their names in a folder and their sizes, in the order in which they are added. */
final class FileSizes {

    private final Sha256 sha256 = new Sha256();

    /**
     * @param path relative to the folder
     * @param bytes the file's size
     */
    void add(String path, long bytes) {
        String line = path + "\n" + bytes + "\n";
        sha256.add(line.getBytes(StandardCharsets.UTF_8));
    }

    /** A hash of all names and sizes; nothing is added after it. */
    String fingerprint() {
        return sha256.hex();
    }
}
