package org.swavstream.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.description.HtmlFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A description that says "A to B" says what is allowed: both limits, and nothing beyond them. */
class OptionRangesTest {

    private static final Pattern RANGE =
            Pattern.compile("([\\d.]*\\d)( [a-z]+)? to ([\\d.]*\\d)( [a-z]+)?");
    private static final BigDecimal SMALL = new BigDecimal("1e-7");

    /** Limits as the description of {@code option} has them, with their units. */
    record Range(
            ConfigOption<?> option,
            BigDecimal least,
            String leastUnit,
            BigDecimal most,
            String mostUnit) {

        static Range of(ConfigOption<?> option, MatchResult found) {
            return new Range(
                    option,
                    new BigDecimal(found.group(1)),
                    found.group(2) == null ? "" : found.group(2),
                    new BigDecimal(found.group(3)),
                    found.group(4) == null ? "" : found.group(4));
        }

        Stream<String> inside() {
            return Stream.of(least + leastUnit, most + mostUnit);
        }

        Stream<String> outside() {
            return Stream.of(
                            least.subtract(step()).toPlainString() + leastUnit,
                            most.add(step()).toPlainString() + mostUnit)
                    .filter(value -> !(value.equals("0") && zeroIsAllowed()));
        }

        private BigDecimal step() {
            return option.defaultValue() instanceof Double ? SMALL : BigDecimal.ONE;
        }

        /** As in "8 to 1024; 0 takes the side of the first crop group". */
        private boolean zeroIsAllowed() {
            return text(option).contains("; 0 ");
        }

        @Override
        public String toString() {
            return option.key();
        }
    }

    static Stream<Range> ranges() {
        return SwavOptions.all().stream()
                .filter(option -> !(option.defaultValue() instanceof String))
                .flatMap(
                        option ->
                                RANGE.matcher(text(option))
                                        .results()
                                        .map(found -> Range.of(option, found)));
    }

    @Test
    void rangesAreFound() {
        assertThat(ranges()).hasSizeGreaterThan(25);
    }

    @ParameterizedTest
    @MethodSource("ranges")
    void theLimitsAreAllowedAndNothingBeyondThem(Range range) {
        String key = range.option().key();
        assertThat(range.inside()).allSatisfy(value -> assertThat(problems(key, value)).isEmpty());
        assertThat(range.outside())
                .allSatisfy(
                        value ->
                                assertThat(problems(key, value))
                                        .singleElement()
                                        .asString()
                                        .startsWith(key + " is "));
    }

    private static String text(ConfigOption<?> option) {
        return new HtmlFormatter().format(option.description());
    }

    private static Iterable<String> problems(String key, String value) {
        Map<String, String> settings = new HashMap<>();
        settings.put("kafka.bootstrap-servers", "broker:9092");
        settings.put("kafka.topic", "images");
        // A probe of that many images, or scores, would be too large for the default network.
        settings.put("probe.every-steps", "0");
        settings.put(key, value);
        return SwavOptions.problems(Configuration.fromMap(settings));
    }
}
