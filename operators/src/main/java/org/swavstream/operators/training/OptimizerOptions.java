package org.swavstream.operators.training;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** LARS around stochastic gradient descent with momentum. */
public final class OptimizerOptions {

    public static final ConfigOption<Double> LEARNING_RATE =
            ConfigOptions.key("optimizer.learning-rate")
                    .doubleType()
                    .defaultValue(0.6)
                    .withDescription(
                            "Learning rate after the warm-up, 0 to 1000. The authors use 0.6 with"
                                    + " batches of 256 and 4.8 with 4096.");

    public static final ConfigOption<Double> MOMENTUM =
            ConfigOptions.key("optimizer.momentum")
                    .doubleType()
                    .defaultValue(0.9)
                    .withDescription("Momentum, 0 to 0.9999.");

    public static final ConfigOption<Double> WEIGHT_DECAY =
            ConfigOptions.key("optimizer.weight-decay")
                    .doubleType()
                    .defaultValue(1e-6)
                    .withDescription("Weight decay, 0 to 1.");

    public static final ConfigOption<Double> TRUST_COEFFICIENT =
            ConfigOptions.key("optimizer.trust-coefficient")
                    .doubleType()
                    .defaultValue(0.001)
                    .withDescription("LARS trust coefficient, 0.000001 to 1.");

    private OptimizerOptions() {}
}
