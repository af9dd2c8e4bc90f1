package org.swavstream.state.checkpoint;

import java.io.IOException;
import java.util.function.IntFunction;
import org.apache.flink.api.common.state.MapState;
import org.swavstream.state.tensor.Block;

/**
 * Reads the bytes that {@link BlockCutter} wrote, from any position.
 *
 * <p>Owns the payload of the block that was read last.
 */
final class BlockReader {

    private final IntFunction<String> names;
    private final MapState<Integer, byte[]> blocks;
    private byte[] payload = new byte[0];
    private int number = -1;

    /**
     * @param names what to call a block in an error message, by its number
     */
    BlockReader(IntFunction<String> names, MapState<Integer, byte[]> blocks) {
        this.names = names;
        this.blocks = blocks;
    }

    /**
     * @param from position of the first byte among all bytes
     * @throws IOException if a block is missing or damaged; the message names it
     */
    byte[] read(long from, int length) throws Exception {
        byte[] bytes = new byte[length];
        int filled = 0;
        while (filled < length) {
            long position = from + filled;
            load(Math.toIntExact(position / Block.MAX_PAYLOAD));
            int offset = (int) (position % Block.MAX_PAYLOAD);
            if (offset >= payload.length) {
                throw new IOException(blockName() + " is too short");
            }
            int taken = Math.min(length - filled, payload.length - offset);
            System.arraycopy(payload, offset, bytes, filled, taken);
            filled += taken;
        }
        return bytes;
    }

    private void load(int wanted) throws Exception {
        if (wanted == number) {
            return;
        }
        number = wanted;
        byte[] sealed = blocks.get(wanted);
        if (sealed == null) {
            throw new IOException(blockName() + " is missing");
        }
        payload = Block.open(sealed, blockName());
    }

    private String blockName() {
        return names.apply(number);
    }
}
