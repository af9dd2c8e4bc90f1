package org.swavstream.state.savepoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.swavstream.state.checkpoint.QueueIndex;
import org.swavstream.state.tensor.TensorData;

/**
 * How features share the prototypes.
 *
 * @param features number of features
 * @param used share of the prototypes that are the nearest of at least one feature, 0 to 1
 * @param entropy entropy of how often each prototype is the nearest, divided by ln K: 1 if all are
 *     equally often, 0 if it is always the same
 */
public record PrototypeUse(int features, double used, double entropy) {

    /**
     * Measures the features in a queue.
     *
     * @param prototypes [K, D], float32, of any length: a step scales them to length 1 first
     * @return empty if the queue holds nothing
     */
    static Optional<PrototypeUse> of(TensorData prototypes, QueueSnapshot queue) {
        QueueIndex index = queue.index();
        if (index.filled() == 0) {
            return Optional.empty();
        }
        Scores scores = new Scores(prototypes, index.dimension());
        int[] counts = new int[scores.count()];
        for (int crop = 0; crop < index.crops(); crop++) {
            for (int row = 0; row < index.filled(); row++) {
                int place = (index.head() + row) % index.length();
                counts[scores.nearest(queue.read(crop, place, place + 1))]++;
            }
        }
        return Optional.of(of(counts));
    }

    /**
     * @param counts for each prototype, of how many features it is the nearest; at least of one
     */
    public static PrototypeUse of(int[] counts) {
        int features = Arrays.stream(counts).sum();
        double entropy = 0;
        for (int count : counts) {
            double share = count / (double) features;
            entropy -= count == 0 ? 0 : share * Math.log(share);
        }
        double used = Arrays.stream(counts).filter(count -> count > 0).count();
        return new PrototypeUse(features, used / counts.length, entropy / Math.log(counts.length));
    }

    /** Cosines with all prototypes; the prototypes lie column by column, for the CPU's vectors. */
    private static final class Scores {

        /** By which a row of zeros is divided. */
        private static final double SMALLEST_LENGTH = 1e-12;

        private final float[][] columns;
        private final float[] sums;

        Scores(TensorData prototypes, int dimension) {
            int count = Math.toIntExact(prototypes.spec().elements() / dimension);
            FloatBuffer values = floats(prototypes.bytes());
            columns = new float[dimension][count];
            sums = new float[count];
            for (int k = 0; k < count; k++) {
                float length = length(values.slice(k * dimension, dimension));
                for (int d = 0; d < dimension; d++) {
                    columns[d][k] = values.get(k * dimension + d) / length;
                }
            }
        }

        private static float length(FloatBuffer row) {
            double squares = 0;
            while (row.hasRemaining()) {
                float value = row.get();
                squares += value * value;
            }
            return (float) Math.max(Math.sqrt(squares), SMALLEST_LENGTH);
        }

        int count() {
            return sums.length;
        }

        int nearest(byte[] feature) {
            FloatBuffer values = floats(feature);
            Arrays.fill(sums, 0);
            for (float[] column : columns) {
                float value = values.get();
                for (int k = 0; k < sums.length; k++) {
                    sums[k] += value * column[k];
                }
            }
            return indexOfLargest();
        }

        private int indexOfLargest() {
            int largest = 0;
            for (int k = 1; k < sums.length; k++) {
                largest = sums[k] > sums[largest] ? k : largest;
            }
            return largest;
        }

        private static FloatBuffer floats(byte[] bytes) {
            return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        }
    }
}
