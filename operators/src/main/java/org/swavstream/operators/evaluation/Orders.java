package org.swavstream.operators.evaluation;

import java.util.stream.IntStream;
import org.swavstream.operators.multicrop.RandomNumbers;

/**
 * Random orders that a seed decides, the same on every machine.
 *
 * @param seed of all of them
 */
record Orders(long seed) {

    private static final long FAR_APART = 0xD1B54A32D192ED03L;

    /** The numbers from 0 to {@code size - 1} in the order of an epoch. */
    int[] epoch(int epoch, int size) {
        return shuffled(IntStream.range(0, size).toArray(), epoch);
    }

    /**
     * The numbers in another order.
     *
     * @param purpose another one, another order
     */
    int[] shuffled(int[] numbers, long purpose) {
        RandomNumbers random = new RandomNumbers(seed + purpose * FAR_APART);
        int[] order = numbers.clone();
        for (int last = order.length - 1; last > 0; last--) {
            int other = random.below(last + 1);
            int moved = order[last];
            order[last] = order[other];
            order[other] = moved;
        }
        return order;
    }
}
