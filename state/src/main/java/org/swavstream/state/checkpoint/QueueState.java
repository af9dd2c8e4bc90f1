package org.swavstream.state.checkpoint;

import java.io.IOException;
import java.util.BitSet;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.IntSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.swavstream.state.tensor.Block;

/**
 * The feature queue of the current key. State {@code feature-queue-index} is a {@link QueueIndex};
 * state {@code feature-queue} maps (crop · blocks of a ring + block of the ring) to a {@link Block}
 * of {@value #BLOCK_ROWS} rows. Only blocks with rows that changed are written.
 */
public final class QueueState {

    static final int BLOCK_ROWS = 256;

    private final ValueState<QueueIndex> index;
    private final MapState<Integer, byte[]> blocks;

    public QueueState(KeyedStateStore store) {
        this.index =
                store.getState(
                        new ValueStateDescriptor<>(
                                "feature-queue-index", new QueueIndexSerializer()));
        this.blocks =
                store.getMapState(
                        new MapStateDescriptor<>(
                                "feature-queue",
                                IntSerializer.INSTANCE,
                                BytePrimitiveArraySerializer.INSTANCE));
    }

    /**
     * The stored index of the current key.
     *
     * @throws IOException if there is none
     */
    public QueueIndex index() throws IOException {
        QueueIndex stored = index.value();
        if (stored == null) {
            throw new IOException("state 'feature-queue-index' is missing");
        }
        return stored;
    }

    /**
     * Writes what changed since the last write.
     *
     * @param current shape and position of the queue now
     * @param rows the queue's content
     */
    public void write(QueueIndex current, QueueRows rows) throws Exception {
        long before = index.value() == null ? 0 : index.value().inserted();
        index.update(current);
        long newRows = Math.min(current.inserted() - before, current.length());
        BitSet changed = changedBlocks(current, (int) newRows);
        int ringBlocks = ringBlocks(current);
        for (int crop = 0; crop < current.crops(); crop++) {
            for (int i = changed.nextSetBit(0); i >= 0; i = changed.nextSetBit(i + 1)) {
                byte[] payload = rows.read(crop, i * BLOCK_ROWS, blockEnd(current, i));
                blocks.put(crop * ringBlocks + i, Block.seal(payload));
            }
        }
    }

    /**
     * Forgets all rows.
     *
     * @param index of the queue without them
     */
    public void empty(QueueIndex index) throws Exception {
        this.index.update(index);
        blocks.clear();
    }

    /**
     * Fills {@code target} with what is stored.
     *
     * @throws IOException if the index or a block is missing or damaged; the message names it
     */
    public void read(QueueTarget target) throws Exception {
        QueueIndex stored = index();
        int ringBlocks = ringBlocks(stored);
        for (int crop = 0; crop < stored.crops(); crop++) {
            for (int i = 0; i < ringBlocks; i++) {
                int number = crop * ringBlocks + i;
                byte[] sealed = blocks.get(number);
                if (sealed != null) {
                    target.write(crop, i * BLOCK_ROWS, Block.open(sealed, blockName(number)));
                } else if (touches(stored, i)) {
                    throw new IOException(blockName(number) + " is missing");
                }
            }
        }
    }

    private static String blockName(int number) {
        return "block %d of state 'feature-queue'".formatted(number);
    }

    private static BitSet changedBlocks(QueueIndex queue, int newRows) {
        BitSet changed = new BitSet();
        for (int i = 0; i < newRows; i++) {
            changed.set((queue.head() + i) % queue.length() / BLOCK_ROWS);
        }
        return changed;
    }

    /** Whether block {@code i} of a ring holds rows that were filled. */
    private static boolean touches(QueueIndex queue, int i) {
        return changedBlocks(queue, queue.filled()).get(i);
    }

    private static int ringBlocks(QueueIndex queue) {
        return (queue.length() + BLOCK_ROWS - 1) / BLOCK_ROWS;
    }

    private static int blockEnd(QueueIndex queue, int i) {
        return Math.min(queue.length(), (i + 1) * BLOCK_ROWS);
    }
}
