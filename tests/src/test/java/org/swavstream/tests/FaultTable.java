package org.swavstream.tests;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** What the faults did to the job, for a person to read. It is printed at the end of all tests. */
final class FaultTable implements AutoCloseable {

    private static final String ROW = "%-54s %8s %8s %10s %10s %8s";
    private static final String TIMES_ROW = "%-54s %7s %14s %14s %14s %14s %14s";

    private final List<String> rows = new ArrayList<>();
    private final List<String> times = new ArrayList<>();

    FaultTable() {
        rows.add(
                ROW.formatted("fault", "injected", "lost", "duplicated", "unexpected", "digest ="));
        times.add(
                TIMES_ROW.formatted(
                        "seconds to the first new step: median, max",
                        "kills",
                        "detection",
                        "restart",
                        "restore",
                        "replay",
                        "all"));
    }

    /** Adds what a run with faults came to. */
    void add(String fault, int injected, FaultVerdict verdict) {
        rows.add(
                ROW.formatted(
                        fault,
                        injected,
                        verdict.lost(),
                        verdict.duplicated(),
                        verdict.unexpected(),
                        verdict.digestsEqual() ? "yes" : "NO"));
    }

    /** Adds how long a run took to recover. */
    void add(String fault, List<RecoveryTime> recoveries) {
        times.add(
                TIMES_ROW.formatted(
                        fault,
                        recoveries.size(),
                        seconds(recoveries, RecoveryTime::detection),
                        seconds(recoveries, RecoveryTime::restart),
                        seconds(recoveries, RecoveryTime::restore),
                        seconds(recoveries, RecoveryTime::replay),
                        seconds(recoveries, RecoveryTime::total)));
    }

    private static String seconds(
            List<RecoveryTime> recoveries, ToLongFunction<RecoveryTime> part) {
        long[] sorted = recoveries.stream().mapToLong(part).sorted().toArray();
        return "%.1f, %.1f"
                .formatted(sorted[sorted.length / 2] / 1e3, sorted[sorted.length - 1] / 1e3);
    }

    @Override
    public String toString() {
        String faults = String.join("\n", rows);
        return times.size() == 1 ? faults : faults + "\n\n" + String.join("\n", times);
    }

    @Override
    public void close() {
        System.out.println("\n" + this + "\n");
    }
}
