package org.swavstream.operators.training;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * Models whose next batch is complete, in the order in which they are trained. One step is in
 * flight at most. There is room for a sample while fewer than two models wait, and none that has as
 * many samples as two batches. Of the waiting batches only the next one is prepared.
 */
final class StepQueue {

    private final TrainingThread thread;
    private final Consumer<FinishedStep> finished;
    private final Queue<ModelTraining> ready = new ArrayDeque<>();
    private boolean held;
    private boolean inputSinceHold;

    /**
     * @param thread that computes the steps
     * @param finished what is done with a step on the task's thread
     */
    StepQueue(TrainingThread thread, Consumer<FinishedStep> finished) {
        this.thread = thread;
        this.finished = finished;
    }

    /** A batch of a model is complete; its step begins now, or waits for that in flight. */
    void add(ModelTraining training) {
        ready.add(training);
        beginNext();
    }

    /** Waits until there is room for a sample. */
    void awaitRoom() throws InterruptedException {
        inputSinceHold = true;
        while (ready.size() > 1 || ready.stream().anyMatch(ModelTraining::isFull)) {
            thread.awaitProgress();
        }
    }

    /**
     * Waits for the step in flight, and lets no other begin until {@link #release}. If no input
     * came since the last time, all complete batches are trained on: so where the input ends, the
     * second barrier behind it finds the same model every time.
     */
    void hold() throws InterruptedException {
        held = inputSinceHold;
        inputSinceHold = false;
        awaitIdle();
        held = true;
    }

    /** Begins the next step, if its batch is complete. */
    void release() {
        held = false;
        beginNext();
    }

    /** Waits until every complete batch is trained on. */
    void drain() throws InterruptedException {
        awaitIdle();
    }

    /** Waits for the step in flight, and for those that begin after it unless they are held. */
    private void awaitIdle() throws InterruptedException {
        while (thread.isBusy()) {
            thread.awaitProgress();
        }
    }

    private void beginNext() {
        while (!held && !thread.isBusy() && !ready.isEmpty()) {
            ModelTraining training = ready.remove();
            training.prepareStep();
            Optional<Callable<FinishedStep>> step = training.beginStep();
            step.ifPresent(work -> begin(training, work));
            if (training.isBatchComplete()) {
                ready.add(training);
            }
        }
        if (!ready.isEmpty()) {
            ready.peek().prepareStep();
        }
    }

    private void begin(ModelTraining training, Callable<FinishedStep> step) {
        thread.begin(
                "finish a training step",
                step,
                done -> {
                    training.finish(done);
                    beginNext();
                    finished.accept(done);
                });
    }
}
