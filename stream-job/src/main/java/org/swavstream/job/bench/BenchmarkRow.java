package org.swavstream.job.bench;

import java.util.Objects;

/**
 * A measured quantity beside that of a peer, or beside a limit.
 *
 * @param what is measured, with its size
 * @param unit of both values
 * @param ours median of our values, over 0
 * @param peer what it is held against
 * @param theirs median of the peer's values, measured in turns with ours; over 0
 * @param ratio how the two are compared
 * @param target what the ratio should be
 */
public record BenchmarkRow(
        String what,
        String unit,
        double ours,
        String peer,
        double theirs,
        Ratio ratio,
        Target target) {

    public BenchmarkRow {
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(peer, "peer");
        Objects.requireNonNull(ratio, "ratio");
        Objects.requireNonNull(target, "target");
        requirePositive(what, ours);
        requirePositive(what + ", " + peer, theirs);
    }

    private static void requirePositive(String what, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "%s: measured %s; a finite number over 0 was expected".formatted(what, value));
        }
    }

    /** The two values compared. */
    public double quotient() {
        return ratio.of(ours, theirs);
    }
}
