package org.swavstream.operators.multicrop;

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
    static void between(String name, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw new IllegalArgumentException(
                    "%s is %s; allowed: %s to %s".formatted(name, value, min, max));
        }
    }
}
