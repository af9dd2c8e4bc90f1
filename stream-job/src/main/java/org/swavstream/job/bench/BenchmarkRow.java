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
 * @param ratios of the values of the same turn: what makes the machine slower for minutes is in
 *     both
 * @param target what the median of {@code ratios} should be
 */
public record BenchmarkRow(
        String what,
        String unit,
        double ours,
        String peer,
        double theirs,
        Ratio ratio,
        Spread ratios,
        Target target) {

    public BenchmarkRow {
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(peer, "peer");
        Objects.requireNonNull(ratio, "ratio");
        Objects.requireNonNull(ratios, "ratios");
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

    /** A row of values that were not measured in turns. */
    static BenchmarkRow single(
            String what, String unit, double ours, String peer, double theirs, Ratio ratio) {
        Spread ratios = Spread.of(ratio.of(ours, theirs));
        return new BenchmarkRow(what, unit, ours, peer, theirs, ratio, ratios, Target.NONE);
    }

    /** Whether the ratio is what it should be. */
    boolean meetsTarget() {
        return target.isMetBy(ratios.median());
    }
}
