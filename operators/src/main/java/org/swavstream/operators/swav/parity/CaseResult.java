package org.swavstream.operators.swav.parity;

import java.util.List;

/**
 * What became of one case.
 *
 * @param name of the case
 * @param measurements its quantities
 * @param problem why it could not be checked; null if it was
 */
public record CaseResult(String name, List<Measurement> measurements, String problem) {

    public CaseResult {
        measurements = List.copyOf(measurements);
    }

    /** Whether it was checked, and every quantity is within its tolerance. */
    public boolean passed() {
        return problem == null && measurements.stream().allMatch(Measurement::passed);
    }
}
