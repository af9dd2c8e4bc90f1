package org.swavstream.state.checkpoint;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.IntFunction;
import org.swavstream.state.tensor.Block;

/**
 * Reads bytes that are laid end to end in blocks, from any position.
 *
 * <p>Owns the payload of the block that was read last.
 */
final class BlockReader {

    private static final int NONE = -1;

    /**
     * Beyond it, memory is taken as blocks are found: tables, which give lengths, may be damaged.
     */
    private static final int AT_ONCE = 16 * Block.MAX_PAYLOAD;

    private final IntFunction<String> names;
    private final StreamBlocks blocks;
    private byte[] payload = new byte[0];
    private int number = NONE;

    /**
     * @param names what to call a block in an error message, by its number
     */
    BlockReader(IntFunction<String> names, StreamBlocks blocks) {
        this.names = names;
        this.blocks = blocks;
    }

    /**
     * @param from position of the first byte among all bytes
     * @throws IOException if a block is missing or damaged; the message names it
     */
    byte[] read(long from, int length) throws IOException {
        byte[] bytes = new byte[Math.min(length, AT_ONCE)];
        int filled = 0;
        while (filled < length) {
            if (filled == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * filled));
            }
            long position = from + filled;
            load(Math.toIntExact(position / Block.MAX_PAYLOAD));
            int offset = (int) (position % Block.MAX_PAYLOAD);
            if (offset >= payload.length) {
                throw new IOException(names.apply(number) + " is too short");
            }
            int taken = Math.min(bytes.length - filled, payload.length - offset);
            System.arraycopy(payload, offset, bytes, filled, taken);
            filled += taken;
        }
        return bytes;
    }

    private void load(int wanted) throws IOException {
        if (wanted != number) {
            number = NONE; // for as long as the block is not read to its end
            payload = blocks.payload(wanted, names.apply(wanted));
            number = wanted;
        }
    }
}
