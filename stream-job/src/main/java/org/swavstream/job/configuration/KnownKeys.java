package org.swavstream.job.configuration;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;

/**
 * The keys of the job's own options, and which unknown keys must be typing errors.
 *
 * <p>A key that starts like one of ours and is none is an error. Keys of Flink pass: it has
 * hundreds, and no list of them; only {@code state.} is both Flink's and ours, so there and
 * everywhere else a key is an error when it is {@value #TYPING_ERRORS} changes or less away from
 * one of ours.
 */
final class KnownKeys {

    private static final int TYPING_ERRORS = 2;
    private static final Set<String> SHARED_WITH_FLINK = Set.of("state");

    private final Set<String> keys;
    private final Set<String> ownPrefixes;
    private final List<String> passThroughPrefixes;

    /**
     * @param passThroughPrefixes under which any key is allowed, each with its final dot
     */
    KnownKeys(List<ConfigOption<?>> options, List<String> passThroughPrefixes) {
        this.keys =
                options.stream()
                        .map(ConfigOption::key)
                        .collect(Collectors.toCollection(TreeSet::new));
        this.ownPrefixes = keys.stream().map(KnownKeys::firstSegment).collect(Collectors.toSet());
        this.passThroughPrefixes = List.copyOf(passThroughPrefixes);
    }

    /** What is wrong with {@code key}, or empty where it is ours or may be Flink's. */
    Optional<String> problem(String key) {
        if (keys.contains(key) || passThroughPrefixes.stream().anyMatch(key::startsWith)) {
            return Optional.empty();
        }
        String nearest = nearest(key);
        int distance = EditDistance.between(key, nearest);
        return isOwn(key) || distance <= TYPING_ERRORS
                ? Optional.of("%s is not an option; did you mean %s?".formatted(key, nearest))
                : Optional.empty();
    }

    private boolean isOwn(String key) {
        String first = firstSegment(key);
        return ownPrefixes.contains(first) && !SHARED_WITH_FLINK.contains(first);
    }

    private String nearest(String key) {
        return keys.stream()
                .min(Comparator.comparingInt(known -> EditDistance.between(key, known)))
                .orElse("");
    }

    private static String firstSegment(String key) {
        return key.split("\\.", 2)[0];
    }
}
