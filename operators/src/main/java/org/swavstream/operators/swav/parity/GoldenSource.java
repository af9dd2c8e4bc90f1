package org.swavstream.operators.swav.parity;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Where a golden case is. */
public sealed interface GoldenSource {

    /** What the case is called. */
    String name();

    /**
     * Reads the case.
     *
     * @throws IOException naming what is wrong with it
     */
    GoldenCase read() throws IOException;

    /** The cases that come with the software. */
    static List<GoldenSource> bundled() {
        return Bundled.NAMES.stream().<GoldenSource>map(Bundled::new).toList();
    }

    /**
     * All {@code *.safetensors} files of a folder, by name.
     *
     * @throws IOException if the folder cannot be read
     */
    static List<GoldenSource> in(Path folder) throws IOException {
        List<GoldenSource> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.safetensors")) {
            found.forEach(file -> files.add(new InFolder(file)));
        }
        files.sort(Comparator.comparing(GoldenSource::name));
        return files;
    }

    /** A file. */
    record InFolder(Path file) implements GoldenSource {

        @Override
        public String name() {
            return file.getFileName().toString().replaceFirst("\\.safetensors$", "");
        }

        @Override
        public GoldenCase read() throws IOException {
            return GoldenCase.read(file);
        }
    }

    /** A resource; it is copied to a temporary file, which is deleted after reading. */
    record Bundled(String name) implements GoldenSource {

        private static final List<String> NAMES =
                List.of(
                        "sinkhorn-small",
                        "sinkhorn-square",
                        "sinkhorn-more-prototypes",
                        "sinkhorn-ten-iterations",
                        "sinkhorn-overflow",
                        "loss-two-crops",
                        "loss-multi-crop",
                        "loss-queue",
                        "lars",
                        "schedule-cosine-256",
                        "schedule-warmup-4096",
                        "train-basic-queue",
                        "train-bottleneck");

        @Override
        public GoldenCase read() throws IOException {
            Path file = Files.createTempFile(name, ".safetensors");
            try (InputStream resource =
                    getClass().getResourceAsStream("golden/" + name + ".safetensors")) {
                Files.copy(resource, file, StandardCopyOption.REPLACE_EXISTING);
                return GoldenCase.read(file);
            } finally {
                Files.deleteIfExists(file);
            }
        }
    }
}
