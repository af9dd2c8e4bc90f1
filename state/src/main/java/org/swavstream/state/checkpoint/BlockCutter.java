package org.swavstream.state.checkpoint;

import java.util.List;
import org.apache.flink.api.common.state.MapState;
import org.swavstream.state.tensor.Block;
import org.swavstream.state.tensor.TensorData;

/** Cuts tensors, laid end to end, into blocks of {@link Block#MAX_PAYLOAD} bytes. */
final class BlockCutter {

    private final MapState<Integer, byte[]> blocks;
    private final byte[] payload = new byte[Block.MAX_PAYLOAD];
    private int filled;
    private int number;

    BlockCutter(MapState<Integer, byte[]> blocks) {
        this.blocks = blocks;
    }

    void write(List<TensorData> tensors) throws Exception {
        for (TensorData tensor : tensors) {
            append(tensor.bytes());
        }
        if (filled > 0) {
            emit();
        }
    }

    private void append(byte[] bytes) throws Exception {
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

    private void emit() throws Exception {
        blocks.put(number++, Block.seal(payload, 0, filled));
        filled = 0;
    }
}
