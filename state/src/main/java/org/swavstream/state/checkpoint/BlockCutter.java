package org.swavstream.state.checkpoint;

import org.apache.flink.api.common.state.MapState;
import org.swavstream.state.tensor.Block;

/** Cuts bytes, laid end to end, into blocks of {@link Block#MAX_PAYLOAD} bytes. */
final class BlockCutter {

    private final MapState<Integer, byte[]> blocks;
    private final byte[] payload = new byte[Block.MAX_PAYLOAD];
    private int filled;
    private int number;

    BlockCutter(MapState<Integer, byte[]> blocks) {
        this.blocks = blocks;
    }

    /** Adds the bytes of a tensor. */
    void append(byte[] bytes) throws Exception {
        int taken = 0;
        while (taken < bytes.length) {
            int length = Math.min(bytes.length - taken, payload.length - filled);
            System.arraycopy(bytes, taken, payload, filled, length);
            taken += length;
            filled += length;
            if (filled == payload.length) {
                emit();
            }
        }
    }

    /** Writes what is left. */
    void end() throws Exception {
        if (filled > 0) {
            emit();
        }
    }

    private void emit() throws Exception {
        blocks.put(number++, Block.seal(payload, 0, filled));
        filled = 0;
    }
}
