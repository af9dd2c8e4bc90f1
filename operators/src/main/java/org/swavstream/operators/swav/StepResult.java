package org.swavstream.operators.swav;

import java.util.Map;

/**
 * What a step found.
 *
 * @param loss Eq. (6), as a mean; ln K if nothing is learned
 * @param learningRate of this step
 * @param codeEntropy mean entropy of the batch's codes, in nats, 0 to ln K
 * @param nanoseconds that each of its parts took
 */
public record StepResult(
        double loss, double learningRate, double codeEntropy, Map<StepPart, Long> nanoseconds) {}
