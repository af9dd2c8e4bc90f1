package org.swavstream.operators.multicrop;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.flink.configuration.ReadableConfig;
import org.swavstream.operators.sample.CropGroup;

/** Makes settings from {@link MultiCropOptions}. */
final class OptionsReader {

    private static final double LARGEST_SIGMA = 100;
    private static final double LARGEST_HUE = 0.5;
    private static final double UNLIMITED = Double.MAX_VALUE;

    /** OpenCV refuses larger images itself. */
    private static final int LARGEST_IMAGE = 1 << 30;

    private final CheckedOptions options;

    OptionsReader(ReadableConfig config, List<String> problems) {
        this.options = new CheckedOptions(config, problems);
    }

    Optional<AugmentationSettings> augmentation() {
        Supplier<List<CropGroupSettings>> crops = crops();
        Supplier<JitterSettings> jitter = jitter();
        Supplier<BlurSettings> blur = blur();
        double flip = options.probability(MultiCropOptions.FLIP_PROBABILITY);
        double grayscale = options.probability(MultiCropOptions.GRAYSCALE_PROBABILITY);
        return options.whereSound(
                () ->
                        new AugmentationSettings(
                                crops.get(),
                                AugmentationSettings.ASPECT_RATIO,
                                flip,
                                jitter.get(),
                                grayscale,
                                blur.get()));
    }

    Optional<Long> maxPixels() {
        double pixels = options.number(MultiCropOptions.MAX_PIXELS, 1, LARGEST_IMAGE);
        return options.whereSound(() -> (long) pixels);
    }

    private Supplier<List<CropGroupSettings>> crops() {
        List<CropGroup> groups = options.list(MultiCropOptions.GROUPS, CropSyntax::groups);
        List<Range> scales = options.list(MultiCropOptions.SCALES, CropSyntax::scales);
        if (!groups.isEmpty() && !scales.isEmpty() && groups.size() != scales.size()) {
            options.problem(
                    MultiCropOptions.SCALES,
                    scales,
                    "must have one range for each of the %d groups of %s"
                            .formatted(groups.size(), MultiCropOptions.GROUPS.key()));
        }
        return () ->
                IntStream.range(0, groups.size())
                        .mapToObj(i -> crop(groups.get(i), scales.get(i)))
                        .toList();
    }

    private static CropGroupSettings crop(CropGroup group, Range scale) {
        return new CropGroupSettings(group, scale.from(), scale.to());
    }

    private Supplier<JitterSettings> jitter() {
        double probability = options.probability(MultiCropOptions.JITTER_PROBABILITY);
        double strength = options.number(MultiCropOptions.JITTER_STRENGTH, 0, UNLIMITED);
        double brightness = options.number(MultiCropOptions.JITTER_BRIGHTNESS, 0, UNLIMITED);
        double contrast = options.number(MultiCropOptions.JITTER_CONTRAST, 0, UNLIMITED);
        double saturation = options.number(MultiCropOptions.JITTER_SATURATION, 0, UNLIMITED);
        double hue = options.number(MultiCropOptions.JITTER_HUE, 0, LARGEST_HUE);
        if (hue * strength > LARGEST_HUE) {
            options.problem(
                    MultiCropOptions.JITTER_HUE,
                    hue,
                    "must be at most %s when multiplied by %s = %s"
                            .formatted(
                                    LARGEST_HUE, MultiCropOptions.JITTER_STRENGTH.key(), strength));
        }
        return () ->
                new JitterSettings(probability, brightness, contrast, saturation, hue)
                        .scaled(strength);
    }

    private Supplier<BlurSettings> blur() {
        double probability = options.probability(MultiCropOptions.BLUR_PROBABILITY);
        double from =
                options.number(MultiCropOptions.BLUR_SIGMA_MIN, Double.MIN_VALUE, LARGEST_SIGMA);
        double to =
                options.number(MultiCropOptions.BLUR_SIGMA_MAX, Double.MIN_VALUE, LARGEST_SIGMA);
        if (from > to) {
            options.problem(
                    MultiCropOptions.BLUR_SIGMA_MAX,
                    to,
                    "must be at least %s = %s"
                            .formatted(MultiCropOptions.BLUR_SIGMA_MIN.key(), from));
        }
        return () -> new BlurSettings(probability, new Range(from, to));
    }
}
