package org.swavstream.job.bench;

import java.util.List;

/**
 * Works that are timed in turns: a first round that does not count, then one after the other, again
 * and again, so that what disturbs the machine disturbs all of them.
 *
 * @param scope how often
 * @param what is measured, for the status line
 * @param rounds of a turn: how often each is done in it, from 1; their times are added up
 */
record Turns(BenchmarkScope scope, String what, int rounds) {

    /** For each work its times, turn by turn, in milliseconds. */
    double[][] times(List<Timed> works) throws Exception {
        double[][] times = new double[works.size()][scope.repetitions()];
        scope.say(what + ": warming up");
        round(works, new double[works.size()]);
        for (int repetition = 0; repetition < scope.repetitions(); repetition++) {
            scope.say("%s: %d of %d".formatted(what, repetition + 1, scope.repetitions()));
            double[] turn = turn(works);
            for (int index = 0; index < turn.length; index++) {
                times[index][repetition] = turn[index];
            }
        }
        return times;
    }

    private double[] turn(List<Timed> works) throws Exception {
        double[] times = new double[works.size()];
        for (int round = 0; round < rounds; round++) {
            round(works, times);
        }
        return times;
    }

    private static void round(List<Timed> works, double[] times) throws Exception {
        for (int index = 0; index < times.length; index++) {
            times[index] += works.get(index).once();
        }
    }
}
