package org.swavstream.state.checkpoint;

import java.io.IOException;
import org.apache.flink.api.common.state.MapState;
import org.swavstream.state.tensor.Block;

/** Reads the bytes that {@link BlockCutter} wrote, in order. */
final class BlockReader {

    private final String name;
    private final MapState<Integer, byte[]> blocks;
    private byte[] payload = new byte[0];
    private int position;
    private int number;

    BlockReader(String name, MapState<Integer, byte[]> blocks) {
        this.name = name;
        this.blocks = blocks;
    }

    byte[] read(int length) throws Exception {
        byte[] bytes = new byte[length];
        int filled = 0;
        while (filled < length) {
            if (position == payload.length) {
                next();
            }
            int taken = Math.min(length - filled, payload.length - position);
            System.arraycopy(payload, position, bytes, filled, taken);
            filled += taken;
            position += taken;
        }
        return bytes;
    }

    private void next() throws Exception {
        String block = "block %d of state '%s'".formatted(number, name);
        byte[] sealed = blocks.get(number++);
        if (sealed == null) {
            throw new IOException(block + " is missing");
        }
        payload = Block.open(sealed, block);
        position = 0;
    }
}
