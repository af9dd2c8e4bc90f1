package org.swavstream.operators.multicrop;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
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
        return where(
                crops.isPresent() && jitter.isPresent() && blur.isPresent(),
                () ->
                        new AugmentationSettings(
                                crops.orElseThrow(),
                                flip,
                                jitter.orElseThrow(),
                                grayscale,
                                blur.orElseThrow()));
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
        return where(
                paired,
                () ->
                        IntStream.range(0, groups.size())
                                .mapToObj(i -> new CropGroupSettings(groups.get(i), scales.get(i)))
                                .toList());
    }

    private boolean fitIntoARecord(List<CropGroup> groups) {
        long bytes =
                groups.stream()
                        .mapToLong(group -> 3L * group.count() * group.side() * group.side())
                        .sum();
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
        List<Boolean> sound =
                List.of(
                        scaled(MultiCropOptions.JITTER_BRIGHTNESS, brightness, strength),
                        scaled(MultiCropOptions.JITTER_CONTRAST, contrast, strength),
                        scaled(MultiCropOptions.JITTER_SATURATION, saturation, strength),
                        scaled(
                                MultiCropOptions.JITTER_HUE,
                                hue,
                                strength,
                                JitterSettings.LARGEST_HUE));
        return where(
                !sound.contains(false),
                () ->
                        new JitterSettings(probability, brightness, contrast, saturation, hue)
                                .scaled(strength));
    }

    private boolean scaled(ConfigOption<Double> option, double value, double strength) {
        return scaled(option, value, strength, JitterSettings.LARGEST_STRENGTH);
    }

    private boolean scaled(
            ConfigOption<Double> option, double value, double strength, double largest) {
        boolean sound = value * strength <= largest;
        options.check(
                sound,
                "%s x %s is %s; allowed: at most %s"
                        .formatted(
                                option.key(),
                                MultiCropOptions.JITTER_STRENGTH.key(),
                                value * strength,
                                largest));
        return sound;
    }

    private Optional<BlurSettings> blur() {
        double probability = probability(MultiCropOptions.BLUR_PROBABILITY);
        double from = sigma(MultiCropOptions.BLUR_SIGMA_MIN);
        double to = sigma(MultiCropOptions.BLUR_SIGMA_MAX);
        options.check(
                from <= to,
                "%s is %s; allowed: at least %s, which is %s"
                        .formatted(
                                MultiCropOptions.BLUR_SIGMA_MAX.key(),
                                to,
                                MultiCropOptions.BLUR_SIGMA_MIN.key(),
                                from));
        return where(from <= to, () -> new BlurSettings(probability, new Range(from, to)));
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

    private static <T> Optional<T> where(boolean sound, Supplier<T> settings) {
        return sound ? Optional.of(settings.get()) : Optional.empty();
    }
}
