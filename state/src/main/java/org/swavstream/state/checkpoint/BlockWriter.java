package org.swavstream.state.checkpoint;

import java.io.IOException;
import java.util.zip.CRC32C;
import org.apache.flink.core.memory.DataOutputView;
import org.swavstream.state.tensor.Block;
import org.swavstream.state.tensor.TensorSource;

/**
 * Writes bytes, laid end to end, in blocks of {@link Block#MAX_PAYLOAD}, the last one shorter, each
 * with its CRC-32C behind it.
 */
final class BlockWriter implements TensorSource.PieceReader<IOException> {

    private final DataOutputView out;
    private final CRC32C checksum = new CRC32C();
    private int filled;

    BlockWriter(DataOutputView out) {
        this.out = out;
    }

    @Override
    public void piece(byte[] bytes, int length) throws IOException {
        int taken = 0;
        while (taken < length) {
            int part = Math.min(length - taken, Block.MAX_PAYLOAD - filled);
            out.write(bytes, taken, part);
            checksum.update(bytes, taken, part);
            taken += part;
            filled += part;
            if (filled == Block.MAX_PAYLOAD) {
                endBlock();
            }
        }
    }

    /** Ends the last block. */
    void end() throws IOException {
        if (filled > 0) {
            endBlock();
        }
    }

    private void endBlock() throws IOException {
        out.writeInt((int) checksum.getValue());
        checksum.reset();
        filled = 0;
    }
}
