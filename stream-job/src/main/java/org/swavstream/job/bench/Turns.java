package org.swavstream.job.bench;

import java.util.List;

/**
 * Works that are timed in turns: a first turn that does not count, then one after the other, again
 * and again, so that what disturbs the machine disturbs all of them.
 *
 * @param scope how often
 * @param what is measured, for the status line
 */
record Turns(BenchmarkScope scope, String what) {

    /** For each work its times, turn by turn, in milliseconds. */
    double[][] times(List<Timed> works) throws Exception {
        double[][] times = new double[works.size()][scope.repetitions()];
        scope.say(what + ": warming up");
        turn(works);
        for (int repetition = 0; repetition < scope.repetitions(); repetition++) {
            scope.say("%s: %d of %d".formatted(what, repetition + 1, scope.repetitions()));
            double[] turn = turn(works);
            for (int index = 0; index < turn.length; index++) {
                times[index][repetition] = turn[index];
            }
        }
        return times;
    }

    private static double[] turn(List<Timed> works) throws Exception {
        double[] times = new double[works.size()];
        for (int index = 0; index < times.length; index++) {
            times[index] = works.get(index).once();
        }
        return times;
    }
}
