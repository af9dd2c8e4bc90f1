package org.swavstream.state.checkpoint;

import java.io.EOFException;
import java.io.IOException;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.swavstream.state.tensor.Block;

/** Blocks as {@link BlockWriter} wrote them: the bytes of tensors, laid end to end. */
final class StreamBlocks {

    private final DataInputView in;
    private final long bytes;
    private final Seek seek;

    @FunctionalInterface
    private interface Seek {

        void toBlock(int number) throws IOException;
    }

    private StreamBlocks(DataInputView in, long bytes, Seek seek) {
        this.in = in;
        this.bytes = bytes;
        this.seek = seek;
    }

    /**
     * Blocks that are read one after the other, once.
     *
     * @param bytes that all blocks hold
     */
    static StreamBlocks inOrder(DataInputView in, long bytes) {
        return new StreamBlocks(in, bytes, number -> {});
    }

    /** Blocks from the position of {@code file} on, which are read in any order, at any time. */
    static StreamBlocks anywhere(FSDataInputStream file, long bytes) throws IOException {
        long first = file.getPos();
        return new StreamBlocks(
                new DataInputViewStreamWrapper(file),
                bytes,
                number -> file.seek(first + (long) number * (Block.MAX_PAYLOAD + Integer.BYTES)));
    }

    /** Size of blocks that hold {@code bytes} bytes, with their checksums. */
    static long size(long bytes) {
        long blocks = (bytes + Block.MAX_PAYLOAD - 1) / Block.MAX_PAYLOAD;
        return bytes + blocks * Integer.BYTES;
    }

    /**
     * What a block holds: {@link Block#MAX_PAYLOAD} bytes, or fewer if it is the last one.
     *
     * @param number of the block, from 0
     * @param name what to call it in an error message
     * @throws IOException if it is missing or damaged, or cannot be read
     */
    byte[] payload(int number, String name) throws IOException {
        long before = (long) number * Block.MAX_PAYLOAD;
        byte[] payload = new byte[(int) Math.min(Block.MAX_PAYLOAD, bytes - before)];
        seek.toBlock(number);
        try {
            in.readFully(payload);
            Block.require(in.readInt(), payload, 0, name);
        } catch (EOFException e) {
            throw new IOException(name + " is missing", e);
        }
        return payload;
    }
}
