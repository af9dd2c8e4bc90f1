package org.swavstream.operators.training;

import org.swavstream.operators.swav.FeatureQueue;
import org.swavstream.state.checkpoint.QueueIndex;
import org.swavstream.state.checkpoint.QueueRows;

/**
 * The learner's feature queue as state sees it.
 *
 * @param queue the queue in native memory
 */
record QueueContent(FeatureQueue queue) implements QueueRows {

    QueueIndex index() {
        return new QueueIndex(queue.crops(), queue.length(), queue.dimension(), queue.inserted());
    }

    @Override
    public byte[] read(int crop, int from, int to) {
        return queue.rows(crop, from, to);
    }

    @Override
    public void write(int crop, int from, byte[] rows) {
        queue.restoreRows(crop, from, rows);
    }
}
