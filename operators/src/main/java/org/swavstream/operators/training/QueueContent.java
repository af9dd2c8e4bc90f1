package org.swavstream.operators.training;

import org.swavstream.operators.swav.FeatureQueue;
import org.swavstream.operators.swav.SwavLearner;
import org.swavstream.operators.swav.SwavSettings;
import org.swavstream.state.checkpoint.QueueIndex;
import org.swavstream.state.checkpoint.QueueRows;

/**
 * The learner's feature queue as state sees it.
 *
 * @param queue the queue in native memory
 * @param crops number of assignment crops, each with a ring of its own
 * @param dimension floats of a row
 */
record QueueContent(FeatureQueue queue, int crops, int dimension) implements QueueRows {

    static QueueContent of(SwavLearner learner, SwavSettings settings) {
        return new QueueContent(
                learner.queue(),
                settings.loss().assignmentCrops().size(),
                settings.model().featureDim());
    }

    QueueIndex index() {
        return new QueueIndex(crops, queue.length(), dimension, queue.inserted());
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
