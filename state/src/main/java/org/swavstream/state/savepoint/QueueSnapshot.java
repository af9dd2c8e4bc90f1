package org.swavstream.state.savepoint;

import java.util.Arrays;
import org.swavstream.state.checkpoint.QueueIndex;
import org.swavstream.state.checkpoint.QueueRows;
import org.swavstream.state.checkpoint.QueueTarget;

/** The feature queue of a savepoint; rows that were never filled are zeros, as in a new queue. */
public final class QueueSnapshot implements QueueRows, QueueTarget {

    private final QueueIndex index;
    private final byte[][] rings;

    QueueSnapshot(QueueIndex index) {
        this.index = index;
        this.rings = new byte[index.crops()][Math.multiplyExact(index.length(), rowBytes())];
    }

    /** Its shape and position. */
    public QueueIndex index() {
        return index;
    }

    @Override
    public byte[] read(int crop, int from, int to) {
        return Arrays.copyOfRange(rings[crop], from * rowBytes(), to * rowBytes());
    }

    @Override
    public void write(int crop, int from, byte[] rows) {
        System.arraycopy(rows, 0, rings[crop], from * rowBytes(), rows.length);
    }

    private int rowBytes() {
        return Math.multiplyExact(index.dimension(), Float.BYTES);
    }
}
