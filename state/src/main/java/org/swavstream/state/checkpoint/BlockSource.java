package org.swavstream.state.checkpoint;

import java.io.IOException;
import org.swavstream.state.tensor.Block;

/** Where the blocks are that hold the bytes of tensors, laid end to end. */
@FunctionalInterface
interface BlockSource {

    /**
     * What a block holds: {@link Block#MAX_PAYLOAD} bytes, or fewer if it is the last one.
     *
     * @param number of the block, from 0
     * @param name what to call it in an error message
     * @throws IOException if it is missing or damaged, or cannot be read
     */
    byte[] payload(int number, String name) throws IOException;
}
