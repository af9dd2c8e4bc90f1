package org.swavstream.operators.simulation;

import java.util.Random;

/** Number of subtasks of each operator. */
record Parallelism(int sequencers, int crops, int trainers) {

    private static final int MOST = 3;

    static final Parallelism ONE = new Parallelism(1, 1, 1);

    static Parallelism random(Random random) {
        return new Parallelism(
                1 + random.nextInt(MOST), 1 + random.nextInt(MOST), 1 + random.nextInt(MOST));
    }
}
