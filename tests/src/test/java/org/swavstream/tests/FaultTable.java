package org.swavstream.tests;

import java.util.ArrayList;
import java.util.List;

/** What the faults did to the job, for a person to read. */
final class FaultTable {

    private final List<String> rows = new ArrayList<>();

    /** Adds what a run with faults came to. */
    void add(String fault, int injected, FaultVerdict verdict) {
        rows.add(
                "%-34s %8d %8d %12d %8s"
                        .formatted(
                                fault,
                                injected,
                                verdict.lost(),
                                verdict.duplicated(),
                                verdict.digestsEqual() ? "yes" : "NO"));
    }

    @Override
    public String toString() {
        String header =
                "%n%-34s %8s %8s %12s %8s"
                        .formatted("fault", "injected", "lost", "duplicated", "digest =");
        return header + "\n" + String.join("\n", rows) + "\n";
    }
}
