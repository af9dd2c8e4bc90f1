package org.swavstream.operators.swav.parity;

import java.util.Arrays;
import org.swavstream.operators.swav.FeatureQueue;

/** A queue beside the reference's. */
final class QueueDeviation {

    private QueueDeviation() {}

    /**
     * The rows of one crop.
     *
     * @param expected [crops, length, D], each crop with its newest rows first
     */
    static Deviation of(FeatureQueue queue, int crop, double[] expected) {
        float[] found = queue.newestFirst(crop);
        int from = crop * found.length;
        return Deviation.of(found, Arrays.copyOfRange(expected, from, from + found.length));
    }
}
