package org.swavstream.operators.multicrop;

import java.math.BigDecimal;

/** The checks that the settings share. */
final class Limits {

    private Limits() {}

    /**
     * @throws IllegalArgumentException where {@code value} is not between 0 and 1
     */
    static void probability(String name, double value) {
        between(name, value, 0, 1);
    }

    /**
     * @throws IllegalArgumentException where {@code value} is not a number between the two limits
     */
    static void between(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    "%s = %s: must be %s".formatted(name, value, describe(least, most)));
        }
    }

    /** "at least 0", "over 0 and at most 100" or "at least 0 and at most 1". */
    static String describe(double least, double most) {
        String end = most == Double.MAX_VALUE ? "" : " and at most %s".formatted(number(most));
        return least == Double.MIN_VALUE
                ? "over 0" + end
                : "at least %s%s".formatted(number(least), end);
    }

    private static String number(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
