package org.swavstream.operators.multicrop;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.flink.configuration.ConfigOption;
import org.swavstream.operators.option.OptionReader;
import org.swavstream.operators.sample.CropGroup;

/** Makes settings from {@link MultiCropOptions}. */
final class AugmentationReader {

    /** Half of what Flink allows for a record. */
    private static final long MAX_BYTES = 1L << 30;

    /** Up to here the filter's weights, which are whole 1/256, follow the Gaussian. */
    private static final double LARGEST_SIGMA = 10;

    private final OptionReader options;

    AugmentationReader(OptionReader options) {
        this.options = options;
    }

    /** The settings; empty where an option is wrong for which no default can stand in. */
    Optional<AugmentationSettings> read() {
        Optional<List<CropGroupSettings>> crops = crops();
        double flip = probability(MultiCropOptions.FLIP_PROBABILITY);
        Optional<JitterSettings> jitter = jitter();
        double grayscale = probability(MultiCropOptions.GRAYSCALE_PROBABILITY);
        Optional<BlurSettings> blur = blur();
        if (crops.isEmpty() || jitter.isEmpty() || blur.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new AugmentationSettings(crops.get(), flip, jitter.get(), grayscale, blur.get()));
    }

    private Optional<List<CropGroupSettings>> crops() {
        Optional<List<CropGroup>> groups =
                list(MultiCropOptions.GROUPS, CropSyntax::groups).filter(this::fitIntoARecord);
        Optional<List<Range>> scales = list(MultiCropOptions.SCALES, CropSyntax::scales);
        return groups.flatMap(sizes -> scales.flatMap(ranges -> crops(sizes, ranges)));
    }

    private Optional<List<CropGroupSettings>> crops(List<CropGroup> groups, List<Range> scales) {
        boolean paired = groups.size() == scales.size();
        options.check(
                paired,
                "%s has %d ranges; allowed: one for each of the %d groups of %s"
                        .formatted(
                                MultiCropOptions.SCALES.key(),
                                scales.size(),
                                groups.size(),
                                MultiCropOptions.GROUPS.key()));
        return paired
                ? options.attempt(() -> paired(groups, scales), MultiCropOptions.SCALES)
                : Optional.empty();
    }

    private static List<CropGroupSettings> paired(List<CropGroup> groups, List<Range> scales) {
        return IntStream.range(0, groups.size())
                .mapToObj(i -> new CropGroupSettings(groups.get(i), scales.get(i)))
                .toList();
    }

    private boolean fitIntoARecord(List<CropGroup> groups) {
        long bytes =
                groups.stream().mapToLong(group -> (long) group.count() * group.viewBytes()).sum();
        options.check(
                bytes <= MAX_BYTES,
                "%s has %,d bytes of views for each image; allowed: up to %,d"
                        .formatted(MultiCropOptions.GROUPS.key(), bytes, MAX_BYTES));
        return bytes <= MAX_BYTES;
    }

    private <T> Optional<List<T>> list(
            ConfigOption<String> option, Function<String, List<T>> syntax) {
        String text = options.text(option);
        return options.attempt(() -> syntax.apply(text), option);
    }

    private Optional<JitterSettings> jitter() {
        double probability = probability(MultiCropOptions.JITTER_PROBABILITY);
        double strength = strength(MultiCropOptions.JITTER_STRENGTH);
        double brightness = jitter(MultiCropOptions.JITTER_BRIGHTNESS);
        double contrast = jitter(MultiCropOptions.JITTER_CONTRAST);
        double saturation = jitter(MultiCropOptions.JITTER_SATURATION);
        double hue = options.between(MultiCropOptions.JITTER_HUE, 0.0, JitterSettings.LARGEST_HUE);
        return options.attempt(
                () ->
                        new JitterSettings(probability, brightness, contrast, saturation, hue)
                                .scaled(strength),
                MultiCropOptions.JITTER_STRENGTH);
    }

    private Optional<BlurSettings> blur() {
        double probability = probability(MultiCropOptions.BLUR_PROBABILITY);
        double from = sigma(MultiCropOptions.BLUR_SIGMA_MIN);
        double to = sigma(MultiCropOptions.BLUR_SIGMA_MAX);
        return options.attempt(
                () -> new BlurSettings(probability, new Range(from, to)),
                MultiCropOptions.BLUR_SIGMA_MIN,
                MultiCropOptions.BLUR_SIGMA_MAX);
    }

    private double probability(ConfigOption<Double> option) {
        return options.between(option, 0.0, 1.0);
    }

    private double jitter(ConfigOption<Double> option) {
        return options.between(option, 0.0, JitterSettings.LARGEST_STRENGTH);
    }

    private double strength(ConfigOption<Double> option) {
        return options.read(option, value -> value >= 0 && value <= Double.MAX_VALUE, "at least 0");
    }

    private double sigma(ConfigOption<Double> option) {
        return options.read(
                option, value -> value > 0 && value <= LARGEST_SIGMA, "over 0, at most 10");
    }
}
