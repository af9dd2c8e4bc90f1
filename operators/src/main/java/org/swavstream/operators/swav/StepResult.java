package org.swavstream.operators.swav;

/**
 * What a step found.
 *
 * @param loss Eq. (6), as a mean; ln K if nothing is learned
 * @param learningRate of this step
 * @param codeEntropy mean entropy of the batch's codes, in nats, 0 to ln K
 * @param timings where the time went
 */
public record StepResult(
        double loss, double learningRate, double codeEntropy, StepTimings timings) {}
