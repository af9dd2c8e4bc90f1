package org.swavstream.image.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** The end of a tar file: whole blocks, the last of them empty. */
final class TarEnd {

    private static final int BLOCK_BYTES = 512;

    private TarEnd() {}

    /**
     * Checks the end, since a reader takes a file that is cut off between two entries for whole.
     *
     * @throws DatasetException if the end is missing
     */
    static void check(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            long bytes = channel.size();
            if (bytes < BLOCK_BYTES || bytes % BLOCK_BYTES != 0 || !isEmpty(lastBlock(channel))) {
                throw new DatasetException(
                        file.toString(),
                        "%d bytes without the mark of a tar file's end".formatted(bytes),
                        "a whole tar file");
            }
        }
    }

    private static ByteBuffer lastBlock(FileChannel channel) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
        long start = channel.size() - BLOCK_BYTES;
        while (block.hasRemaining() && channel.read(block, start + block.position()) >= 0) {
            // A read may return less than was asked for.
        }
        return block.flip();
    }

    private static boolean isEmpty(ByteBuffer block) {
        return block.equals(ByteBuffer.allocate(BLOCK_BYTES));
    }
}
