package org.swavstream.state.tensor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * A piece of stored bytes with its checksum: four bytes CRC-32C, big-endian, then the payload. The
 * checksum finds what was damaged between the day it was written and the day it is needed.
 */
public final class Block {

    /** Largest payload in bytes; larger values are slow in RocksDB, smaller ones are many. */
    public static final int MAX_PAYLOAD = 1 << 20;

    private Block() {}

    /** The block that holds {@code payload}. */
    public static byte[] seal(byte[] payload) {
        return ByteBuffer.allocate(Integer.BYTES + payload.length)
                .putInt(checksum(payload, 0))
                .put(payload)
                .array();
    }

    /**
     * The payload of {@code block}.
     *
     * @param name what the block is, for the error message
     * @throws IOException if the checksum does not fit
     */
    public static byte[] open(byte[] block, String name) throws IOException {
        if (block.length < Integer.BYTES) {
            throw new IOException(name + " is damaged: it has only " + block.length + " bytes");
        }
        require(ByteBuffer.wrap(block).getInt(), block, Integer.BYTES, name);
        return Arrays.copyOfRange(block, Integer.BYTES, block.length);
    }

    /**
     * Refuses bytes that were damaged.
     *
     * @param expected the checksum that was stored with them
     * @param offset of the first of them in {@code bytes}; they end where it ends
     * @param name what they are, for the error message
     * @throws IOException if the checksum does not fit
     */
    public static void require(int expected, byte[] bytes, int offset, String name)
            throws IOException {
        int found = checksum(bytes, offset);
        if (found != expected) {
            throw new IOException(
                    "%s is damaged: its checksum is %08x, expected %08x"
                            .formatted(name, found, expected));
        }
    }

    private static int checksum(byte[] bytes, int offset) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, bytes.length - offset);
        return (int) crc.getValue();
    }
}
