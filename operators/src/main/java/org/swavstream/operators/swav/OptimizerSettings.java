package org.swavstream.operators.swav;

import java.io.Serializable;

/**
 * LARS around stochastic gradient descent, as the reference has it: for all parameters, those of
 * the batch norms too, without clipping and without Nesterov's momentum.
 *
 * @param momentum share of the last update that is kept, 0 to below 1; 0.9 in the paper
 * @param weightDecay factor of the L2 penalty, from 0; 1e-6 in the paper
 * @param trustCoefficient length of an update relative to that of its parameter, at learning rate
 *     1; above 0; 0.001 in the paper
 */
public record OptimizerSettings(double momentum, double weightDecay, double trustCoefficient)
        implements Serializable {

    public OptimizerSettings {
        if (!(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException(
                    "momentum %s: it must be at least 0 and below 1".formatted(momentum));
        }
        if (!(weightDecay >= 0)) {
            throw new IllegalArgumentException(
                    "weight decay %s: it must be at least 0".formatted(weightDecay));
        }
        if (!(trustCoefficient > 0)) {
            throw new IllegalArgumentException(
                    "trust coefficient %s: it must be above 0".formatted(trustCoefficient));
        }
    }
}
