package org.swavstream.operators.swav;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;

/**
 * Samples of a batch that pass through the network together.
 *
 * @param from the first, counted from 0
 * @param samples their number
 * @param views brings them to the device: for each resolution [views · samples, 3, side, side],
 *     normalised
 */
record MicroBatch(int from, int samples, Supplier<List<Tensor>> views) {

    /**
     * Cuts a batch into as few parts as possible, of nearly equal sizes.
     *
     * @param batch its number of samples
     * @param max largest number of samples of a part; 0 for a single part
     * @param views of the samples from the first number, inclusive, to the second, exclusive
     */
    static List<MicroBatch> of(
            int batch, int max, BiFunction<Integer, Integer, Supplier<List<Tensor>>> views) {
        int parts = max == 0 ? 1 : (batch + max - 1) / max;
        List<MicroBatch> microBatches = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            int from = boundary(batch, part, parts);
            int to = boundary(batch, part + 1, parts);
            microBatches.add(new MicroBatch(from, to - from, views.apply(from, to)));
        }
        return microBatches;
    }

    private static int boundary(int batch, int part, int parts) {
        return Math.toIntExact((long) batch * part / parts);
    }
}
