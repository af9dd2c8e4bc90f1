package org.swavstream.job.configuration;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;

/**
 * The keys of the job's own options and of Flink's, and which unknown keys must be typing errors.
 *
 * <p>A key that starts like one of ours and is none is an error. Other unknown keys pass, as Flink
 * and its plugins have more than we know, but for those that are {@value #TYPING_ERRORS} changes or
 * less away from a known one.
 *
 * <p>A key that was replaced is an error, too. Flink looks at it only where its option's own key is
 * not set, and the settings below may set that.
 */
final class KnownKeys {

    private static final int TYPING_ERRORS = 2;

    private final Set<String> own;
    private final Map<String, String> current = new TreeMap<>();
    private final Set<String> ownPrefixes;
    private final List<String> passThroughPrefixes;

    /**
     * @param passThroughPrefixes under which any key is allowed, each with its final dot
     */
    KnownKeys(
            List<ConfigOption<?>> own,
            List<ConfigOption<?>> flink,
            List<String> passThroughPrefixes) {
        this.own =
                own.stream().map(ConfigOption::key).collect(Collectors.toCollection(TreeSet::new));
        List<ConfigOption<?>> all = Stream.of(own, flink).flatMap(List::stream).toList();
        all.forEach(this::addReplaced);
        // Last, as some options also answer to the key of another.
        all.forEach(option -> current.put(option.key(), option.key()));
        this.ownPrefixes =
                this.own.stream().map(KnownKeys::firstSegment).collect(Collectors.toSet());
        this.passThroughPrefixes = List.copyOf(passThroughPrefixes);
    }

    /** What is wrong with {@code key}, or empty where it is ours or may be Flink's. */
    Optional<String> problem(String key) {
        String known = current.get(key);
        if (key.equals(known) || passThroughPrefixes.stream().anyMatch(key::startsWith)) {
            return Optional.empty();
        }
        if (known != null) {
            return Optional.of("%s is now %s".formatted(key, known));
        }
        String nearest = nearest(key, isOwn(key) ? own : current.keySet());
        int distance = EditDistance.between(key, nearest);
        return isOwn(key) || distance <= TYPING_ERRORS
                ? Optional.of(
                        "%s is not an option; did you mean %s?"
                                .formatted(key, current.get(nearest)))
                : Optional.empty();
    }

    private boolean isOwn(String key) {
        return ownPrefixes.contains(firstSegment(key));
    }

    private void addReplaced(ConfigOption<?> option) {
        option.fallbackKeys().forEach(replaced -> current.put(replaced.getKey(), option.key()));
    }

    private static String nearest(String key, Set<String> keys) {
        return keys.stream()
                .min(Comparator.comparingInt(known -> EditDistance.between(key, known)))
                .orElse("");
    }

    private static String firstSegment(String key) {
        return key.split("\\.", 2)[0];
    }
}
