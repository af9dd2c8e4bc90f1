package org.swavstream.operators.multicrop;

import java.util.stream.IntStream;

/**
 * The SplitMix64 generator (Steele, Lea and Flood, "Fast splittable pseudorandom number
 * generators", 2014), written out here so that a seed means the same views on every Java release.
 */
public final class RandomNumbers {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    public RandomNumbers(long seed) {
        this.state = seed;
    }

    /** Spreads {@code value} over all 64 bits; one to one. */
    static long mix(long value) {
        long z = value + GOLDEN_GAMMA;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Uniform in [0, 1), a multiple of 2<sup>-53</sup>. */
    double uniform() {
        long bits = mix(state);
        state += GOLDEN_GAMMA;
        return (bits >>> 11) * 0x1p-53;
    }

    /** Uniform in [{@code from}, {@code to}]. */
    double uniform(double from, double to) {
        return from + (to - from) * uniform();
    }

    /** One of 0 to {@code bound - 1}. */
    int below(int bound) {
        return (int) (uniform() * bound);
    }

    /**
     * The numbers from 0 to {@code size - 1} in a random order (Fisher and Yates;
     * Collections.shuffle does not promise its algorithm).
     */
    public int[] permutation(int size) {
        int[] order = IntStream.range(0, size).toArray();
        for (int last = size - 1; last > 0; last--) {
            int other = below(last + 1);
            int moved = order[last];
            order[last] = order[other];
            order[other] = moved;
        }
        return order;
    }

    /** True with the given probability. */
    boolean happens(double probability) {
        return uniform() < probability;
    }
}
