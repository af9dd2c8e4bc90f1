package org.swavstream.job.bench;

/**
 * What a ratio should be.
 *
 * @param least the smallest good one, 0 for any
 * @param most the largest good one, infinite for any
 */
record Target(double least, double most) {

    /** Nothing in particular: the ratio tells how far a limit is. */
    static final Target NONE = new Target(0, Double.POSITIVE_INFINITY);

    static Target atLeast(double least) {
        return new Target(least, Double.POSITIVE_INFINITY);
    }

    static Target atMost(double most) {
        return new Target(0, most);
    }

    boolean isMetBy(double ratio) {
        return ratio >= least && ratio <= most;
    }

    /** For a table's cell; empty where everything is good. */
    @Override
    public String toString() {
        if (equals(NONE)) {
            return "";
        }
        return least > 0 ? ">= %.2f".formatted(least) : "<= %.2f".formatted(most);
    }
}
