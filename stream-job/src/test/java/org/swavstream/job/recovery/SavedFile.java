package org.swavstream.job.recovery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** A file with the list state of an operator, to which something happens. */
record SavedFile(Path path) {

    void delete() {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the last element as long as none can be. */
    void damageLength() {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path));
            int length =
                    IntStream.range(0, bytes.limit() - Integer.BYTES)
                            .filter(at -> bytes.getInt(at) == bytes.limit() - at - Integer.BYTES)
                            .findFirst()
                            .orElseThrow();
            Files.write(path, bytes.putInt(length, Integer.MAX_VALUE).array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
