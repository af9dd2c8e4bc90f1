package org.swavstream.job.bench;

import java.util.Arrays;

/** Values of the same thing, measured again and again. */
record Spread(double least, double median, double most) {

    /** Of one value or more; of an even number, the median is the mean of the two in the middle. */
    static Spread of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median =
                sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(sorted[0], median, sorted[sorted.length - 1]);
    }
}
