package org.swavstream.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A savepoint in which one bit of one tensor is another. */
final class DamagedSavepoint {

    private DamagedSavepoint() {}

    /** Copies {@code savepoint} to {@code copy}, but for a bit in the middle of {@code tensor}. */
    static void copy(Path savepoint, byte[] tensor, Path copy) throws IOException {
        Files.createDirectories(copy);
        byte[] wanted = Arrays.copyOfRange(tensor, tensor.length / 2, tensor.length / 2 + 64);
        int damages = 0;
        for (Path file : filesOf(savepoint)) {
            byte[] bytes = Files.readAllBytes(file);
            int at = indexOf(bytes, wanted);
            if (at >= 0) {
                bytes[at] ^= 1;
                damages++;
            }
            Files.write(copy.resolve(file.getFileName()), bytes);
        }
        assertThat(damages).isEqualTo(1);
    }

    private static List<Path> filesOf(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        return IntStream.range(0, bytes.length - wanted.length)
                .filter(
                        at ->
                                Arrays.equals(
                                        bytes, at, at + wanted.length, wanted, 0, wanted.length))
                .findFirst()
                .orElse(-1);
    }
}
