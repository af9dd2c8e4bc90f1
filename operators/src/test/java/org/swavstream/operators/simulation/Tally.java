package org.swavstream.operators.simulation;

/** What happened in all schedules together. */
final class Tally {

    private int schedules;
    private int failures;
    private int restores;
    private int rescales;
    private long steps;

    void failed(Snapshot restored) {
        failures++;
        if (restored.checkpoint() > 0) {
            restores++;
        }
    }

    void rescaled(Parallelism before, Parallelism after) {
        if (!before.equals(after)) {
            rescales++;
        }
    }

    /** A schedule ended as it should. */
    void scheduleDone(Outcome outcome) {
        schedules++;
        steps += outcome.steps().values().stream().mapToLong(reports -> reports.size()).sum();
    }

    @Override
    public String toString() {
        return ("%,d schedules: %,d failures, %,d of them restored from a checkpoint, %,d with another"
                        + " parallelism; %,d steps, none lost, none twice, all digests equal")
                .formatted(schedules, failures, restores, rescales, steps);
    }
}
