package org.swavstream.operators.option;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;

/**
 * Reads options and collects everything that is wrong with them, so that a person is told all of it
 * at once.
 */
public final class OptionReader {

    private final ReadableConfig configuration;
    private final List<String> problems = new ArrayList<>();
    private final Set<String> refused = new HashSet<>();

    public OptionReader(ReadableConfig configuration) {
        this.configuration = configuration;
    }

    /**
     * The option's value. A value that cannot be parsed or is not allowed becomes a problem, and
     * the option's default is returned so that the other options can be checked too.
     *
     * @param allowed which values are allowed
     * @param range the same in words, for the message ("1 to 1000000")
     */
    public <T> T read(ConfigOption<T> option, Predicate<T> allowed, String range) {
        try {
            T value = configuration.get(option);
            if (value != null && allowed.test(value)) {
                return value;
            }
            problems.add("%s is %s; allowed: %s".formatted(option.key(), value, range));
        } catch (IllegalArgumentException e) {
            String text = configuration.getOptional(asText(option)).orElse("");
            problems.add("%s is '%s'; allowed: %s".formatted(option.key(), text, range));
        }
        refused.add(option.key());
        return option.defaultValue();
    }

    /** Whether the option was read, and its default was returned as its value is not allowed. */
    public boolean refused(ConfigOption<?> option) {
        return refused.contains(option.key());
    }

    /** The option's value, which must be between {@code min} and {@code max}, both included. */
    public <T extends Comparable<T>> T between(ConfigOption<T> option, T min, T max) {
        return read(
                option,
                value -> value.compareTo(min) >= 0 && value.compareTo(max) <= 0,
                min + " to " + max);
    }

    /** The value of an option whose type allows only good values. */
    public <T> T read(ConfigOption<T> option, String range) {
        return read(option, value -> true, range);
    }

    /** The value of an option that has no default. */
    public <T> Optional<T> optional(ConfigOption<T> option) {
        return configuration.getOptional(option);
    }

    /** The option's value as text, or its default's. */
    public String text(ConfigOption<?> option) {
        return String.valueOf((Object) configuration.get(option));
    }

    /**
     * What {@code settings} makes, or empty if it throws {@link IllegalArgumentException}, whose
     * message becomes a problem.
     *
     * @param causes the options that it can be about; the problem begins with their keys where the
     *     message does not begin with one of them
     */
    public <T> Optional<T> attempt(Supplier<T> settings, ConfigOption<?>... causes) {
        try {
            return Optional.of(settings.get());
        } catch (IllegalArgumentException e) {
            List<String> keys = Arrays.stream(causes).map(ConfigOption::key).toList();
            String message = e.getMessage();
            boolean named = keys.stream().anyMatch(message::startsWith);
            problems.add(named ? message : String.join(", ", keys) + ": " + message);
            return Optional.empty();
        }
    }

    /** Notes {@code problem} unless {@code holds}. */
    public void check(boolean holds, String problem) {
        if (!holds) {
            problems.add(problem);
        }
    }

    /** All problems so far, in the order in which they were found. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    private static <T> ConfigOption<String> asText(ConfigOption<T> option) {
        return ConfigOptions.key(option.key()).stringType().noDefaultValue();
    }
}
