package org.swavstream.operators.report;

/** Names reports: two with one name are copies, or one was done again after a failure. */
public final class ReportKey {

    private ReportKey() {}

    /** {@code MODEL/step/STEP}, {@code MODEL/probe/STEP} or {@code MODEL/state/CHECKPOINT}. */
    public static String of(ModelReport report) {
        if (report instanceof StateReport state) {
            return "%s/state/%d".formatted(report.model(), state.checkpoint());
        }
        String kind = report instanceof ProbeReport ? "probe" : "step";
        return "%s/%s/%d".formatted(report.model(), kind, report.step());
    }
}
