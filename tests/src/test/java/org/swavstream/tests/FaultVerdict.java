package org.swavstream.tests;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.swavstream.operators.report.StateReport;

/**
 * Whether a run with faults is the run without.
 *
 * @param lost committed records that are missing: step reports and dead letters
 * @param duplicated committed records that are there more than once
 * @param unexpected records that must not be there, such as a dead letter for an image
 * @param digestsEqual whether ledger and weights are those of the run without faults
 */
record FaultVerdict(long lost, long duplicated, long unexpected, boolean digestsEqual) {

    /**
     * @param written numbers of all committed records: steps, and offsets of dead letters
     * @param expected the numbers that must be there, once each
     */
    static FaultVerdict of(
            List<Long> written, Set<Long> expected, StateReport actual, StateReport reference) {
        Set<Long> distinct = new TreeSet<>(written);
        Set<Long> lost = new TreeSet<>(expected);
        lost.removeAll(distinct);
        Set<Long> unexpected = new TreeSet<>(distinct);
        unexpected.removeAll(expected);
        boolean equal =
                actual.ledgerDigest().equals(reference.ledgerDigest())
                        && actual.weightsDigest().equals(reference.weightsDigest());
        return new FaultVerdict(
                lost.size(), written.size() - distinct.size(), unexpected.size(), equal);
    }

    /** Nothing lost, nothing twice, nothing else, the same model. */
    boolean passed() {
        return lost == 0 && duplicated == 0 && unexpected == 0 && digestsEqual;
    }
}
