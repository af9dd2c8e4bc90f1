package org.swavstream.image.dataset;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.swavstream.state.digest.Sha256;

/** Files by their names in a folder and their sizes. */
final class FileSizes {

    private FileSizes() {}

    /**
     * A hash of names and sizes, in the order given.
     *
     * @param paths relative to the folder
     */
    static String fingerprint(Path folder, List<String> paths) throws IOException {
        Sha256 sha256 = new Sha256();
        for (String path : paths) {
            String line = path + "\n" + Files.size(folder.resolve(path)) + "\n";
            sha256.add(line.getBytes(StandardCharsets.UTF_8));
        }
        return sha256.hex();
    }
}
