package org.swavstream.job.configuration;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;

/**
 * The keys of the job's own options and of Flink's, and which unknown keys must be typing errors.
 *
 * <p>A key that starts like one of ours and is none is an error. Other unknown keys pass, as Flink
 * and its plugins have more than we know, but for those that are {@value #TYPING_ERRORS} changes or
 * less away from a known one.
 */
final class KnownKeys {

    private static final int TYPING_ERRORS = 2;

    private final Set<String> own;
    private final Set<String> all;
    private final Set<String> ownPrefixes;
    private final List<String> passThroughPrefixes;

    /**
     * @param passThroughPrefixes under which any key is allowed, each with its final dot
     */
    KnownKeys(
            List<ConfigOption<?>> own,
            List<ConfigOption<?>> flink,
            List<String> passThroughPrefixes) {
        this.own = keys(own);
        this.all = keys(flink);
        this.all.addAll(this.own);
        this.ownPrefixes =
                this.own.stream().map(KnownKeys::firstSegment).collect(Collectors.toSet());
        this.passThroughPrefixes = List.copyOf(passThroughPrefixes);
    }

    /** What is wrong with {@code key}, or empty where it is ours or may be Flink's. */
    Optional<String> problem(String key) {
        if (all.contains(key) || passThroughPrefixes.stream().anyMatch(key::startsWith)) {
            return Optional.empty();
        }
        String nearest = nearest(key, isOwn(key) ? own : all);
        int distance = EditDistance.between(key, nearest);
        return isOwn(key) || distance <= TYPING_ERRORS
                ? Optional.of("%s is not an option; did you mean %s?".formatted(key, nearest))
                : Optional.empty();
    }

    private boolean isOwn(String key) {
        return ownPrefixes.contains(firstSegment(key));
    }

    /** With the older keys that an option still answers to. */
    private static Set<String> keys(List<ConfigOption<?>> options) {
        Set<String> keys = new TreeSet<>();
        for (ConfigOption<?> option : options) {
            keys.add(option.key());
            option.fallbackKeys().forEach(older -> keys.add(older.getKey()));
        }
        return keys;
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
