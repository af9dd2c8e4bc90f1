package org.swavstream.operators.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.configuration.ConfigOption;
import org.swavstream.operators.multicrop.MultiCropOptions;
import org.swavstream.operators.option.OptionReader;
import org.swavstream.operators.sequence.SequenceOptions;

/**
 * The settings that stored state depends on. A job resumes with other learning rates, probes or
 * parallelism, but not with another network, other views, or batches cut elsewhere.
 */
final class StateContract {

    private static final List<ConfigOption<?>> OPTIONS =
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
                    TrainOptions.SEED);

    private StateContract() {}

    /** The contract of a configuration: its values by key, defaults included. */
    static SortedMap<String, String> of(OptionReader options) {
        SortedMap<String, String> contract = new TreeMap<>();
        OPTIONS.forEach(option -> contract.put(option.key(), options.text(option)));
        return contract;
    }

    /**
     * Refuses to go on with other settings than those of the stored state.
     *
     * @throws RefusedException with all differences
     */
    static void requireEqual(
            String model, SortedMap<String, String> stored, SortedMap<String, String> configured) {
        List<String> differences = new ArrayList<>();
        TreeSet<String> keys = new TreeSet<>(stored.keySet());
        keys.addAll(configured.keySet());
        for (String key : keys) {
            if (!Objects.equals(stored.get(key), configured.get(key))) {
                differences.add(
                        "%s was %s, is %s".formatted(key, stored.get(key), configured.get(key)));
            }
        }
        if (!differences.isEmpty()) {
            throw new RefusedException(
                    "the stored state of model '%s' does not fit this configuration: %s"
                            .formatted(model, String.join("; ", differences)));
        }
    }
}
