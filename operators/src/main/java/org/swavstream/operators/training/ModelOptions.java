package org.swavstream.operators.training;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.swavstream.operators.swav.Stem;

/** What the model is. Stored state depends on each of these but the warm start. */
public final class ModelOptions {

    public static final ConfigOption<String> TRUNK =
            ConfigOptions.key("model.trunk")
                    .stringType()
                    .defaultValue("resnet50")
                    .withDescription(
                            "Network whose features are learned: resnet10, resnet18, resnet34,"
                                    + " resnet50 or resnet101.");

    public static final ConfigOption<Double> WIDTH =
            ConfigOptions.key("model.width")
                    .doubleType()
                    .defaultValue(1.0)
                    .withDescription(
                            "Factor on the trunk's channels, 0.125 to 5; 64 times it must be a"
                                    + " whole number.");

    public static final ConfigOption<Stem> STEM =
            ConfigOptions.key("model.stem")
                    .enumType(Stem.class)
                    .defaultValue(Stem.IMAGENET)
                    .withDescription(
                            "First layer of the trunk: imagenet (7x7, stride 2, max-pool), small"
                                    + " (3x3, for images of about 32 pixels) or small-stride-2 (3x3,"
                                    + " stride 2, four times faster).");

    public static final ConfigOption<Integer> HEAD_HIDDEN =
            ConfigOptions.key("model.head-hidden")
                    .intType()
                    .defaultValue(2048)
                    .withDescription("Hidden units of the projection head, 1 to 65536.");

    public static final ConfigOption<Integer> FEATURE_DIM =
            ConfigOptions.key("model.feature-dim")
                    .intType()
                    .defaultValue(128)
                    .withDescription("Dimension of the projected features, 2 to 8192.");

    public static final ConfigOption<Integer> PROTOTYPES =
            ConfigOptions.key("model.prototypes")
                    .intType()
                    .defaultValue(3000)
                    .withDescription(
                            "Number K of prototypes, 2 to 1000000; about ten times the classes that"
                                    + " are expected in the stream.");

    public static final ConfigOption<String> WARM_START =
            ConfigOptions.key("model.warm-start")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Safetensors file with the first weights of each model that starts: its"
                                    + " trunk, or trunk, projection head and prototypes. Read by the"
                                    + " TaskManager through Flink's file systems. A restored model"
                                    + " keeps its weights. By default weights are drawn by"
                                    + " train.seed.");

    private ModelOptions() {}
}
