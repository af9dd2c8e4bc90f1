package org.swavstream.state.serializer;

import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputView;

/**
 * Reads what has its number stored before it. A number that is damaged takes no more memory than
 * what is there takes, and ends in an {@link IOException}.
 */
public final class StoredBytes {

    /** Read at once; beyond it, the array grows with what is found. */
    private static final int PIECE = 1 << 24;

    private StoredBytes() {}

    /**
     * Reads the number of something.
     *
     * @param what it counts, for the error message
     * @throws IOException if it is negative or more than {@code most}
     */
    public static int count(DataInputView in, String what, int most) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > most) {
            throw new IOException(
                    "found %d %s, expected 0 to %d: it is damaged".formatted(count, what, most));
        }
        return count;
    }

    /**
     * Reads {@code length} bytes.
     *
     * @throws IOException if there are fewer
     */
    public static byte[] read(DataInputView in, int length) throws IOException {
        byte[] bytes = new byte[Math.min(length, PIECE)];
        int filled = 0;
        while (filled < length) {
            if (filled == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * filled));
            }
            in.readFully(bytes, filled, bytes.length - filled);
            filled = bytes.length;
        }
        return bytes;
    }
}
