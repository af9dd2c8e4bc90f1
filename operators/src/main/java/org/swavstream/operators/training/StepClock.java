package org.swavstream.operators.training;

/**
 * Measures what lies between the steps of one model, in nanoseconds: with several models in a
 * subtask, also the steps of the others. None of it reaches the model.
 */
final class StepClock {

    private long lastStepEnd = System.nanoTime();
    private long paused;

    /**
     * Time before a step in which the model was not trained.
     *
     * @param waited for input, or for the training thread, in nanoseconds
     * @param paused for a checkpoint, in nanoseconds
     */
    record Idle(long waited, long paused) {}

    /** A step begins; returns the time since the one before it. */
    Idle stepBegins() {
        Idle idle = new Idle(System.nanoTime() - lastStepEnd - paused, paused);
        paused = 0;
        return idle;
    }

    /** A step ended at {@code nanoTime}. */
    void stepEnded(long nanoTime) {
        lastStepEnd = nanoTime;
    }

    /** A checkpoint kept the model from being trained. */
    void paused(long nanoseconds) {
        paused += nanoseconds;
    }
}
