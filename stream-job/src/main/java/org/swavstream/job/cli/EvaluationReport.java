package org.swavstream.job.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.swavstream.operators.evaluation.LabelledImages;
import org.swavstream.operators.evaluation.ProtocolResult;
import org.swavstream.operators.evaluation.Score;

/**
 * What an evaluation came to, as a table for a person, below the lines of its setting.
 *
 * @param setting what the numbers depend on
 * @param results by network, in the order of the columns; of the same protocols for all
 */
record EvaluationReport(EvaluationSetting setting, Map<String, List<ProtocolResult>> results) {

    static final String TRAINED = "trained";
    static final String UNTRAINED = "untrained";

    private static final String NAME = "%-34s";
    private static final String COLUMN = "%10s%8s%8s";
    private static final String BEST_EPOCH =
            "Best epoch: selected on the test set, so optimistic; quote the last epoch.";

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(row("", network -> COLUMN.formatted(network, "", "")));
        lines.add(
                row(
                        "top-1 and top-5 in %",
                        network -> COLUMN.formatted("top-1", "top-5", "epoch")));
        for (int i = 0; i < scores(anyNetwork()).size(); i++) {
            int index = i;
            String name = scores(anyNetwork()).get(index).name();
            lines.add(row(name, network -> cells(scores(network).get(index))));
        }
        lines.add("");
        lines.addAll(notes());
        return lines;
    }

    private String anyNetwork() {
        return results.keySet().iterator().next();
    }

    private List<Score> scores(String network) {
        return results.get(network).stream().flatMap(result -> result.scores().stream()).toList();
    }

    private String row(String name, Function<String, String> column) {
        String columns = results.keySet().stream().map(column).collect(Collectors.joining());
        return (NAME.formatted(name) + columns).stripTrailing();
    }

    private static String cells(Score score) {
        return COLUMN.formatted(
                "%.2f".formatted(100 * score.accuracy().top1()),
                "%.2f".formatted(100 * score.accuracy().top5()),
                score.epoch() == 0 ? "" : score.epoch());
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        results.get(anyNetwork()).stream()
                .map(ProtocolResult::conditions)
                .distinct()
                .forEach(notes::add);
        if (results.get(anyNetwork()).stream().anyMatch(result -> result.scores().size() > 1)) {
            notes.add(BEST_EPOCH);
        }
        results.forEach((network, all) -> addDiverged(network, all, notes));
        addBroken(setting.sets().train(), notes);
        addBroken(setting.sets().test(), notes);
        return notes;
    }

    private static void addDiverged(String network, List<ProtocolResult> all, List<String> notes) {
        all.stream()
                .filter(ProtocolResult::diverged)
                .map(result -> result.scores().get(0))
                .map(
                        last ->
                                ("Diverged: %s network, %s (%d); a lower learning rate is"
                                                + " needed")
                                        .formatted(network, last.name(), last.epoch()))
                .forEach(notes::add);
    }

    private static void addBroken(LabelledImages images, List<String> notes) {
        if (images.broken().count() > 0) {
            notes.add(
                    "Left out: %,d of the %s images, which cannot be decoded: %s"
                            .formatted(images.broken().count(), images.name(), images.broken()));
        }
    }
}
