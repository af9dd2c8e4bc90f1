package org.swavstream.job.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.swavstream.operators.report.FeatureQuality;
import org.swavstream.operators.report.ProbeReport;
import org.swavstream.operators.report.StateReport;

/** What was learned: the trained network beside the untrained one and beside raw pixels. */
public final class FinalTable {

    private static final String ROW = "%-26s%10s%12s%12s";

    private final ProbeReport probe;
    private final Optional<StateReport> saved;
    private final List<String> lines = new ArrayList<>();

    private FinalTable(ProbeReport probe, Optional<StateReport> saved) {
        this.probe = probe;
        this.saved = saved;
    }

    /** The lines of the table of each model that was probed, and a line of each other one. */
    public static List<String> of(RunProgress progress) {
        return progress.models().stream().flatMap(FinalTable::of).toList();
    }

    private static Stream<String> of(ModelProgress model) {
        return model.probe()
                .map(probe -> new FinalTable(probe, model.state()).lines().stream())
                .orElseGet(() -> model.state().stream().map(FinalTable::unprobed));
    }

    private static String unprobed(StateReport state) {
        return "Model %s was saved after step %,d and %,d images, without a probe"
                .formatted(state.model(), state.step(), state.images());
    }

    private List<String> lines() {
        String rawPixels = probe.rawPixelsKnn() == null ? "" : number(probe.rawPixelsKnn());
        lines.add(
                "Model %s at its last probe, after step %,d and %,d images"
                        .formatted(probe.model(), probe.step(), probe.images()));
        lines.add(ROW.formatted("", "trained", "untrained", "raw pixels"));
        addRow("kNN top-1", FeatureQuality::knn, rawPixels);
        addRow("loss", FeatureQuality::loss);
        addRow("loss / ln K", FeatureQuality::lossOverLnK);
        addRow("prototype entropy / ln K", FeatureQuality::prototypeEntropy);
        addRow("prototypes used", FeatureQuality::prototypesUsed);
        addRow("code entropy", FeatureQuality::codeEntropy);
        addRow("feature std * sqrt(d)", FeatureQuality::featureStd);
        addRow("effective rank (RankMe)", FeatureQuality::rankMe);
        lines.add(
                "kNN: k = %d, T = %s, %,d held-out images classify %,d others"
                        .formatted(
                                probe.neighbors(),
                                probe.temperature(),
                                probe.bank(),
                                probe.queries()));
        saved.map(
                        state ->
                                "Saved after step %,d and %,d images"
                                        .formatted(state.step(), state.images()))
                .ifPresent(lines::add);
        return lines;
    }

    private void addRow(String name, ToDoubleFunction<FeatureQuality> measure) {
        addRow(name, measure, "");
    }

    private void addRow(String name, ToDoubleFunction<FeatureQuality> measure, String rawPixels) {
        String trained = number(measure.applyAsDouble(probe.trained()));
        String untrained = number(measure.applyAsDouble(probe.untrained()));
        lines.add(ROW.formatted(name, trained, untrained, rawPixels).stripTrailing());
    }

    private static String number(double value) {
        return "%.3f".formatted(value);
    }
}
