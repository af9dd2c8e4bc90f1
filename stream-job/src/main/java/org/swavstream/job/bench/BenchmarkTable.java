package org.swavstream.job.bench;

import java.util.ArrayList;
import java.util.List;

/** Rows for a person. */
public final class BenchmarkTable {

    private BenchmarkTable() {}

    /** The lines of one part: its description, a header, the rows, an empty line. */
    public static List<String> lines(BenchmarkPart part, List<BenchmarkRow> rows) {
        List<String> lines = new ArrayList<>();
        lines.add("%s: %s".formatted(part, part.description()));
        lines.add(row("", "ours", "peer", "", "unit", "ratio", "of turns", "", "wanted", ""));
        rows.forEach(row -> lines.add(line(row)));
        lines.add("");
        return lines;
    }

    private static String line(BenchmarkRow row) {
        return row(
                row.what(),
                number(row.ours()),
                number(row.theirs()),
                row.peer(),
                row.unit(),
                ratio(row.ratios().median()),
                ratio(row.ratios().least()) + " - " + ratio(row.ratios().most()),
                row.ratio(),
                row.target(),
                row.meetsTarget() ? "" : "missed");
    }

    private static String ratio(double value) {
        return "%.2f".formatted(value);
    }

    private static String number(double value) {
        return (value < 10 ? "%.3f" : "%,.1f").formatted(value);
    }

    private static String row(Object... cells) {
        return "%-46s %10s %10s  %-46s %-10s %6s  %-13s  %-11s  %-8s %s"
                .formatted(cells)
                .stripTrailing();
    }
}
