package org.swavstream.operators.evaluation;

import java.util.Arrays;
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
        return random(epoch).permutation(size);
    }

    /**
     * The numbers in another order.
     *
     * @param purpose another one, another order
     */
    int[] shuffled(int[] numbers, long purpose) {
        return Arrays.stream(random(purpose).permutation(numbers.length))
                .map(place -> numbers[place])
                .toArray();
    }

    private RandomNumbers random(long purpose) {
        return new RandomNumbers(seed + purpose * FAR_APART);
    }
}
