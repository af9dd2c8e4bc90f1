package org.swavstream.operators.training;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** The swapped prediction and its codes. */
public final class LossOptions {

    public static final ConfigOption<Double> TEMPERATURE =
            ConfigOptions.key("loss.temperature")
                    .doubleType()
                    .defaultValue(0.1)
                    .withDescription("Temperature of the predictions, 0.001 to 10.");

    public static final ConfigOption<Double> EPSILON =
            ConfigOptions.key("loss.epsilon")
                    .doubleType()
                    .defaultValue(0.05)
                    .withDescription(
                            "Weight of the entropy in the codes, 0.003 to 10; lower is sharper."
                                    + " 0.03 helps where the loss stays at ln K.");

    public static final ConfigOption<Integer> SINKHORN_ITERATIONS =
            ConfigOptions.key("loss.sinkhorn-iterations")
                    .intType()
                    .defaultValue(3)
                    .withDescription("Sinkhorn-Knopp iterations of the codes, 1 to 1000.");

    public static final ConfigOption<String> ASSIGNMENT_CROPS =
            ConfigOptions.key("loss.assignment-crops")
                    .stringType()
                    .defaultValue("0,1")
                    .withDescription(
                            "Indices of the views that give codes, from 0 in the order of"
                                    + " crops.groups, separated by commas.");

    public static final ConfigOption<Long> FREEZE_PROTOTYPES_STEPS =
            ConfigOptions.key("loss.freeze-prototypes-steps")
                    .longType()
                    .defaultValue(313L)
                    .withDescription(
                            "Steps at the start of training in which the prototypes stay as they"
                                    + " are, from 0.");

    private LossOptions() {}
}
