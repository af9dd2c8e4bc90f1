package org.swavstream.image.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** IDX files by their names, such as {@code train-images-idx3-ubyte.gz}. */
final class IdxFiles {

    private static final Pattern IMAGES = Pattern.compile("(.*)-images([-.])idx3-ubyte(\\.gz)?");

    private IdxFiles() {}

    static boolean isImages(Path file) {
        return IMAGES.matcher(file.getFileName().toString()).matches();
    }

    /**
     * The images of several files as one data set, in the order given. Of a file that is among them
     * packed and unpacked, as torchvision leaves it, the unpacked one is read.
     */
    static Dataset files(String name, List<Path> files) throws IOException {
        List<Path> read = files.stream().filter(file -> !isUnpackedIn(files, file)).toList();
        FingerprintedImages[] parts = new FingerprintedImages[read.size()];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = images(name, read.get(i));
        }
        return new IndexedDataset(name, new ConcatenatedImages(List.of(parts)));
    }

    private static boolean isUnpackedIn(List<Path> files, Path file) {
        Matcher name = match(file);
        boolean packed = name.group(3) != null;
        return packed
                && files.contains(file.resolveSibling(name.group().substring(0, name.start(3))));
    }

    private static IdxImages images(String name, Path file) throws IOException {
        Path labels = labels(file);
        return new IdxImages(
                name + "/" + match(file).group(1) + "/",
                read(file, IdxImages.IMAGE_DIMENSIONS),
                labels == null ? null : read(labels, IdxImages.LABEL_DIMENSIONS));
    }

    /** The file with the labels, packed or not, or null where there is none. */
    private static Path labels(Path file) {
        Matcher name = match(file);
        String labels = name.group(1) + "-labels" + name.group(2) + "idx1-ubyte";
        return Stream.of(labels, labels + ".gz")
                .map(file::resolveSibling)
                .filter(Files::exists)
                .findFirst()
                .orElse(null);
    }

    private static Matcher match(Path file) {
        Matcher name = IMAGES.matcher(file.getFileName().toString());
        if (!name.matches()) {
            throw new IllegalArgumentException(file + " is not named like IDX images");
        }
        return name;
    }

    private static IdxArray read(Path file, int dimensions) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return IdxArray.read(file.toString(), in, dimensions);
        }
    }
}
