package org.swavstream.operators.training;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.swavstream.operators.multicrop.CropSyntax;
import org.swavstream.operators.multicrop.MultiCropOptions;
import org.swavstream.operators.option.OptionReader;
import org.swavstream.operators.probe.ProbeOptions;
import org.swavstream.operators.sequence.SequenceOptions;

/**
 * The settings that a model is trained with, which its state keeps. A job resumes with another
 * learning rate or probe, but not with another network, other views, or batches cut elsewhere: such
 * settings the stored state depends on.
 */
public final class StateContract {

    private static final List<ConfigOption<?>> FIXED =
            List.of(
                    SequenceOptions.KEY_BY,
                    ModelOptions.TRUNK,
                    ModelOptions.WIDTH,
                    ModelOptions.STEM,
                    ModelOptions.HEAD_HIDDEN,
                    ModelOptions.FEATURE_DIM,
                    ModelOptions.PROTOTYPES,
                    MultiCropOptions.GROUPS,
                    LossOptions.ASSIGNMENT_CROPS,
                    QueueOptions.LENGTH,
                    TrainOptions.BATCH_SIZE,
                    TrainOptions.SEED,
                    ProbeOptions.SIDE);

    /** What the next steps and probes depend on, and nothing that is stored. */
    private static final List<ConfigOption<?>> FREE =
            List.of(
                    SequenceOptions.HOLD_OUT_SHARE,
                    SequenceOptions.MAX_IMAGES,
                    MultiCropOptions.SCALES,
                    MultiCropOptions.FLIP_PROBABILITY,
                    MultiCropOptions.JITTER_PROBABILITY,
                    MultiCropOptions.JITTER_STRENGTH,
                    MultiCropOptions.JITTER_BRIGHTNESS,
                    MultiCropOptions.JITTER_CONTRAST,
                    MultiCropOptions.JITTER_SATURATION,
                    MultiCropOptions.JITTER_HUE,
                    MultiCropOptions.GRAYSCALE_PROBABILITY,
                    MultiCropOptions.BLUR_PROBABILITY,
                    MultiCropOptions.BLUR_SIGMA_MIN,
                    MultiCropOptions.BLUR_SIGMA_MAX,
                    MultiCropOptions.MAX_PIXELS,
                    LossOptions.TEMPERATURE,
                    LossOptions.EPSILON,
                    LossOptions.SINKHORN_ITERATIONS,
                    LossOptions.FREEZE_PROTOTYPES_STEPS,
                    QueueOptions.START_STEP,
                    OptimizerOptions.LEARNING_RATE,
                    OptimizerOptions.MOMENTUM,
                    OptimizerOptions.WEIGHT_DECAY,
                    OptimizerOptions.TRUST_COEFFICIENT,
                    ScheduleOptions.KIND,
                    ScheduleOptions.WARMUP_STEPS,
                    ScheduleOptions.WARMUP_START,
                    ScheduleOptions.FINAL_RATE,
                    ScheduleOptions.TOTAL_STEPS,
                    ScheduleOptions.DECAY_STEPS,
                    TrainOptions.MICRO_BATCH,
                    TrainOptions.PRECISION,
                    TrainOptions.THREADS,
                    TrainOptions.DEVICE,
                    ProbeOptions.EVERY_STEPS,
                    ProbeOptions.RAW_PIXELS);

    private static final Set<String> FREE_KEYS =
            FREE.stream().map(ConfigOption::key).collect(Collectors.toSet());

    /** What state of the first releases does not tell. */
    private static final Set<String> KEPT_LATER =
            Stream.concat(FREE.stream(), Stream.of(ProbeOptions.SIDE))
                    .map(ConfigOption::key)
                    .collect(Collectors.toSet());

    /** What leaves a setting to the machine, which the order of additions depends on. */
    private static final Map<String, String> LEFT_OPEN =
            Map.of(TrainOptions.THREADS.key(), "0", TrainOptions.DEVICE.key(), "auto");

    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Pattern GPU_NUMBER = Pattern.compile(":\\d+");

    private StateContract() {}

    /** The settings of a configuration by key, defaults included. */
    public static SortedMap<String, String> of(OptionReader options) {
        SortedMap<String, String> settings = new TreeMap<>();
        Stream.of(FIXED, FREE)
                .flatMap(List::stream)
                .forEach(option -> settings.put(option.key(), options.text(option)));
        return settings;
    }

    /** The same settings with what the machine answers to those that are left open. */
    static SortedMap<String, String> on(
            SortedMap<String, String> settings, int threads, String device) {
        SortedMap<String, String> known = new TreeMap<>(settings);
        known.put(TrainOptions.THREADS.key(), Integer.toString(threads));
        known.put(TrainOptions.DEVICE.key(), device);
        return known;
    }

    /** What makes the next steps differ from those of the machine that left {@code stored}. */
    static List<String> machineChanges(
            SortedMap<String, String> stored, SortedMap<String, String> configured) {
        return differences(stored, configured, key -> LEFT_OPEN.containsKey(key));
    }

    /** What forbids to go on from state with the settings {@code stored}; a sentence each. */
    public static List<String> contradictions(
            SortedMap<String, String> stored, SortedMap<String, String> configured) {
        return differences(
                stored, configured, key -> !FREE_KEYS.contains(key) && !isNewerThan(stored, key));
    }

    /** What is done otherwise than by the job that left {@code stored}, without any harm. */
    public static List<String> changes(
            SortedMap<String, String> stored, SortedMap<String, String> configured) {
        return differences(
                stored, configured, key -> FREE_KEYS.contains(key) && !isNewerThan(stored, key));
    }

    /** Whether a key is not in the state as the release that wrote it kept no such setting. */
    private static boolean isNewerThan(SortedMap<String, String> stored, String key) {
        return KEPT_LATER.contains(key) && !stored.containsKey(key);
    }

    /**
     * Refuses to go on from state that contradicts the configuration.
     *
     * @throws JobRefusedException with all contradictions
     */
    static void requireNoContradiction(
            String model, SortedMap<String, String> stored, SortedMap<String, String> configured) {
        List<String> contradictions = contradictions(stored, configured);
        if (!contradictions.isEmpty()) {
            throw new JobRefusedException(
                    "the stored state of model '%s' does not fit this configuration: %s"
                            .formatted(model, String.join("; ", contradictions)));
        }
    }

    /** The value, however it was written. */
    private static String meaning(String key, SortedMap<String, String> settings) {
        String value = settings.get(key);
        if (value == null) {
            return null;
        }
        if (key.equals(TrainOptions.DEVICE.key())) {
            return GPU_NUMBER.matcher(value).replaceAll("");
        }
        String groups = settings.get(MultiCropOptions.GROUPS.key());
        return key.equals(ProbeOptions.SIDE.key()) && value.equals("0") && groups != null
                ? Integer.toString(CropSyntax.groups(groups).get(0).side())
                : SPACES.matcher(value).replaceAll("");
    }

    private static boolean isKnown(String key, SortedMap<String, String> settings) {
        String open = LEFT_OPEN.get(key);
        return open == null || (settings.containsKey(key) && !settings.get(key).equals(open));
    }

    private static List<String> differences(
            SortedMap<String, String> stored,
            SortedMap<String, String> configured,
            Predicate<String> isMeant) {
        TreeSet<String> keys = new TreeSet<>(stored.keySet());
        keys.addAll(configured.keySet());
        return keys.stream()
                .filter(isMeant)
                .filter(key -> isKnown(key, stored) && isKnown(key, configured))
                // probe.side 0 depends on crops.groups: where they differ, only they are told.
                .filter(key -> !Objects.equals(stored.get(key), configured.get(key)))
                .filter(key -> !Objects.equals(meaning(key, stored), meaning(key, configured)))
                .map(key -> "%s was %s, is %s".formatted(key, stored.get(key), configured.get(key)))
                .toList();
    }
}
