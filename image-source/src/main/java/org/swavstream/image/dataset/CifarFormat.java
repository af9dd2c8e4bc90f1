package org.swavstream.image.dataset;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** The two binary layouts of the CIFAR data sets: a record's labels and its 32x32 RGB planes. */
enum CifarFormat {
    CIFAR_10("cifar-10", "(data_batch_\\d+|test_batch)\\.bin", 1),
    /** A coarse label and, used here, a fine one. */
    CIFAR_100("cifar-100", "(train|test)\\.bin", 2);

    static final int SIDE = 32;
    static final int PLANE_BYTES = SIDE * SIDE;

    private final String title;
    private final Pattern fileName;
    private final int labelBytes;

    CifarFormat(String title, String fileName, int labelBytes) {
        this.title = title;
        this.fileName = Pattern.compile(fileName);
        this.labelBytes = labelBytes;
    }

    /** The format of a file with this name, or empty where it is not CIFAR's. */
    static Optional<CifarFormat> of(Path file) {
        return Arrays.stream(values()).filter(format -> format.names(file)).findFirst();
    }

    /** Whether a file is named like those of this format. */
    boolean names(Path file) {
        return fileName.matcher(file.getFileName().toString()).matches();
    }

    String title() {
        return title;
    }

    int labelBytes() {
        return labelBytes;
    }

    int recordBytes() {
        return labelBytes + 3 * PLANE_BYTES;
    }
}
