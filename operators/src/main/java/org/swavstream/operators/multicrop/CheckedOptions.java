package org.swavstream.operators.multicrop;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;

/**
 * Values of options. What is wrong is added to the problems, and reading goes on to find all of it.
 */
final class CheckedOptions {

    private final ReadableConfig config;
    private final List<String> problems;
    private final int problemsBefore;

    CheckedOptions(ReadableConfig config, List<String> problems) {
        this.config = config;
        this.problems = problems;
        this.problemsBefore = problems.size();
    }

    double probability(ConfigOption<Double> option) {
        return number(option, 0, 1);
    }

    /** A number between {@code least} and {@code most}; NaN where it is wrong. */
    double number(ConfigOption<? extends Number> option, double least, double most) {
        try {
            double number = config.get(option).doubleValue();
            Limits.between(option.key(), number, least, most);
            return number;
        } catch (IllegalArgumentException e) {
            problems.add(withLimits(e.getMessage(), least, most));
            return Double.NaN;
        }
    }

    /** Flink's message, where it cannot read the number, does not say what it expected. */
    private static String withLimits(String message, double least, double most) {
        return message.startsWith("Could not parse")
                ? "%s Expected a number %s.".formatted(message, Limits.describe(least, most))
                : message;
    }

    /** A list in a syntax that throws IllegalArgumentException; empty where the text is wrong. */
    <T> List<T> list(ConfigOption<String> option, Function<String, List<T>> syntax) {
        try {
            return syntax.apply(config.get(option));
        } catch (IllegalArgumentException e) {
            problem(option, config.get(option), e.getMessage());
            return List.of();
        }
    }

    /** Adds a problem with {@code option}. */
    void problem(ConfigOption<?> option, Object found, String allowed) {
        problems.add("%s = %s: %s".formatted(option.key(), found, allowed));
    }

    /** What {@code settings} gives, or empty where anything was wrong. */
    <T> Optional<T> whereSound(Supplier<T> settings) {
        return problems.size() == problemsBefore ? Optional.of(settings.get()) : Optional.empty();
    }
}
