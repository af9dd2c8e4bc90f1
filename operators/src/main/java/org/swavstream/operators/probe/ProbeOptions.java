package org.swavstream.operators.probe;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** How the features are measured while the model learns. */
public final class ProbeOptions {

    public static final ConfigOption<Long> EVERY_STEPS =
            ConfigOptions.key("probe.every-steps")
                    .longType()
                    .defaultValue(500L)
                    .withDescription(
                            "Steps from one probe to the next, from 1; 0 for no probe. One that"
                                    + " falls on a batch with fewer than two usable images, which"
                                    + " is passed over, is left out.");

    public static final ConfigOption<Integer> SIDE =
            ConfigOptions.key("probe.side")
                    .intType()
                    .defaultValue(0)
                    .withDescription(
                            "Side in pixels of the view by which held-out images are measured, 8 to"
                                    + " 1024; 0 takes the side of the first crop group.");

    public static final ConfigOption<Integer> NEIGHBORS =
            ConfigOptions.key("probe.neighbors")
                    .intType()
                    .defaultValue(20)
                    .withDescription("k of the weighted k nearest neighbours, 1 to 1000.");

    public static final ConfigOption<Double> TEMPERATURE =
            ConfigOptions.key("probe.temperature")
                    .doubleType()
                    .defaultValue(0.07)
                    .withDescription(
                            "T of the neighbours' votes exp(similarity / T), 0.001 to 10.");

    public static final ConfigOption<Boolean> RAW_PIXELS =
            ConfigOptions.key("probe.raw-pixels")
                    .booleanType()
                    .defaultValue(false)
                    .withDescription(
                            "Also classify by the pixels themselves. Meant for small images: it"
                                    + " sends all pixels of the probe set with every probe.");

    private ProbeOptions() {}
}
