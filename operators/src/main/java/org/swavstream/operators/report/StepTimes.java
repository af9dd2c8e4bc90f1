package org.swavstream.operators.report;

/**
 * Where the time of a step went, in milliseconds.
 *
 * @param waitForInput from the end of the previous step until the batch was complete
 * @param toDevice gathering the views and moving them to the device, with normalisation
 * @param forward trunk, head and scores
 * @param sinkhorn codes, with the queue
 * @param backward loss and gradients
 * @param optimizer update of weights and momentum
 * @param flush writing the model to Flink state since the previous step; 0 without a checkpoint
 */
public record StepTimes(
        double waitForInput,
        double toDevice,
        double forward,
        double sinkhorn,
        double backward,
        double optimizer,
        double flush) {}
