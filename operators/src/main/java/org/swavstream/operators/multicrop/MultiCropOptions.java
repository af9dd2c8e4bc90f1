package org.swavstream.operators.multicrop;

import java.util.Optional;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.swavstream.operators.option.OptionReader;

/** The options of the augmentation; the defaults are those of SwAV's authors. */
public final class MultiCropOptions {

    public static final ConfigOption<String> GROUPS =
            ConfigOptions.key("crops.groups")
                    .stringType()
                    .defaultValue("2x224,6x96")
                    .withDescription(
                            "Views of each image: COUNTxSIDE for each group, separated by commas."
                                    + " COUNT from 1; SIDE in pixels, 8 to 1024.");

    public static final ConfigOption<String> SCALES =
            ConfigOptions.key("crops.scales")
                    .stringType()
                    .defaultValue("0.14-1.0,0.05-0.14")
                    .withDescription(
                            "Share of the image's area that a view shows: FROM-TO for each group of"
                                    + " crops.groups, separated by commas. Over 0, at most 1.");

    public static final ConfigOption<Double> FLIP_PROBABILITY =
            probability("crops.flip-probability", 0.5, "are mirrored");

    public static final ConfigOption<Double> JITTER_PROBABILITY =
            probability("crops.jitter-probability", 0.8, "get a colour jitter");

    public static final ConfigOption<Double> JITTER_STRENGTH =
            number(
                    "crops.jitter-strength",
                    1.0,
                    "What the four strengths of the colour jitter are multiplied by. At least 0.");

    public static final ConfigOption<Double> JITTER_BRIGHTNESS =
            strength("crops.jitter-brightness", "brightness");

    public static final ConfigOption<Double> JITTER_CONTRAST =
            strength("crops.jitter-contrast", "contrast");

    public static final ConfigOption<Double> JITTER_SATURATION =
            strength("crops.jitter-saturation", "saturation");

    public static final ConfigOption<Double> JITTER_HUE =
            number(
                    "crops.jitter-hue",
                    0.2,
                    "Largest shift of the hue in the colour jitter, in turns of the colour wheel."
                            + " 0 to 0.5, also when multiplied by crops.jitter-strength.");

    public static final ConfigOption<Double> GRAYSCALE_PROBABILITY =
            probability("crops.grayscale-probability", 0.2, "lose their colour");

    public static final ConfigOption<Double> BLUR_PROBABILITY =
            probability("crops.blur-probability", 0.5, "are blurred");

    public static final ConfigOption<Double> BLUR_SIGMA_MIN =
            number(
                    "crops.blur-sigma-min",
                    0.1,
                    "Smallest standard deviation of the Gaussian blur in pixels of the view."
                            + " Over 0.");

    public static final ConfigOption<Double> BLUR_SIGMA_MAX =
            number(
                    "crops.blur-sigma-max",
                    2.0,
                    "Largest standard deviation of the Gaussian blur in pixels of the view. From"
                            + " crops.blur-sigma-min to 10.");

    public static final ConfigOption<Long> MAX_PIXELS =
            ConfigOptions.key("images.max-pixels")
                    .longType()
                    .defaultValue(64_000_000L)
                    .withDescription(
                            "Most pixels (width times height) of an image; larger ones are not"
                                    + " decoded and go to the dead letters. 1 to 1073741824.");

    public static final ConfigOption<Integer> PARALLELISM =
            ConfigOptions.key("crops.parallelism")
                    .intType()
                    .defaultValue(0)
                    .withDescription(
                            "Subtasks that decode and augment, 1 to 1024; 0 takes the parallelism of"
                                    + " the job. It never changes the model.");

    /** OpenCV refuses larger images itself. */
    private static final long LARGEST_IMAGE = 1L << 30;

    private MultiCropOptions() {}

    /**
     * The settings that the configuration asks for.
     *
     * @param options is given a problem for each option that is wrong
     * @return the settings, or empty where they could not be made
     */
    public static Optional<AugmentationSettings> augmentation(OptionReader options) {
        return new AugmentationReader(options).read();
    }

    /**
     * The most pixels (width × height) that an image may have.
     *
     * @param options is given a problem where the option is wrong
     */
    public static long maxPixels(OptionReader options) {
        return options.between(MAX_PIXELS, 1L, LARGEST_IMAGE);
    }

    private static ConfigOption<Double> probability(String key, double value, String what) {
        return number(key, value, "Share of the views that %s. 0 to 1.".formatted(what));
    }

    private static ConfigOption<Double> strength(String key, String what) {
        return number(
                key,
                0.8,
                "Strength s of the %s jitter: its factor is drawn from max(0, 1 - s) to 1 + s."
                                .formatted(what)
                        + " 0 to 3, also when multiplied by crops.jitter-strength.");
    }

    private static ConfigOption<Double> number(String key, double value, String description) {
        return ConfigOptions.key(key).doubleType().defaultValue(value).withDescription(description);
    }
}
