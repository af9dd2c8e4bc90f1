package org.swavstream.job.console;

import java.util.List;
import java.util.stream.Collectors;
import org.swavstream.operators.swav.parity.CaseResult;
import org.swavstream.operators.swav.parity.Measurement;

/** Computed quantities beside what the reference recorded, case by case. */
public final class ParityTable {

    private final String device;

    /**
     * @param device that computes: {@code cpu} or {@code cuda:N}
     */
    public ParityTable(String device) {
        this.device = device;
    }

    /** The lines above the first case. */
    public List<String> header() {
        return List.of(
                row("case", "quantity", "error", "tolerance", "verdict", "where it is largest"));
    }

    /** The lines of one case. */
    public List<String> lines(CaseResult result) {
        if (result.problem() != null) {
            return List.of(row(result.name(), result.problem(), "", "", "FAILED", ""));
        }
        return result.measurements().stream()
                .map(measurement -> line(result.name(), measurement))
                .toList();
    }

    private static String line(String name, Measurement measurement) {
        return row(
                name,
                measurement.quantity(),
                number(measurement.error()),
                number(measurement.tolerance()),
                measurement.passed() ? "ok" : "FAILED",
                measurement.error() == 0 ? "" : measurement.where());
    }

    /** The lines below the last case. */
    public List<String> summary(List<CaseResult> results) {
        long passed = results.stream().filter(CaseResult::passed).count();
        long quantities = results.stream().mapToLong(result -> result.measurements().size()).sum();
        return List.of(
                "%d of %d cases agree with the reference, %d quantities compared, on %s"
                        .formatted(passed, results.size(), quantities, device));
    }

    /** A case that failed, and of which of its quantities; for one line. */
    public static String failure(CaseResult result) {
        if (result.problem() != null) {
            return "%s: %s".formatted(result.name(), result.problem());
        }
        String quantities =
                result.measurements().stream()
                        .filter(measurement -> !measurement.passed())
                        .map(Measurement::quantity)
                        .collect(Collectors.joining(", "));
        return "%s (%s)".formatted(result.name(), quantities);
    }

    private static String number(double value) {
        return value == 0 ? "0" : "%.1e".formatted(value);
    }

    private static String row(Object... cells) {
        return "%-34s %-53s %10s %10s  %-7s %s".formatted(cells).stripTrailing();
    }
}
