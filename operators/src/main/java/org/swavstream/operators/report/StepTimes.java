package org.swavstream.operators.report;

/**
 * Where the time of a step went, in milliseconds.
 *
 * @param waitForInput from the end of the model's previous step until this one began, without the
 *     pause; with several models in a subtask, also the steps of the others
 * @param toDevice moving the views to the device, with normalisation
 * @param forward trunk, head and scores
 * @param sinkhorn codes, with the queue
 * @param backward loss and gradients
 * @param optimizer update of weights, momentum and queue
 * @param checkpointPause for a checkpoint: between the previous step and this one, and within this
 *     one before the update; near 0 without one
 */
public record StepTimes(
        double waitForInput,
        double toDevice,
        double forward,
        double sinkhorn,
        double backward,
        double optimizer,
        double checkpointPause) {}
