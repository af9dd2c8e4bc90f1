package org.swavstream.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Runs beside the first of them, for a person to read. */
final class EqualityTable {

    private static final String ROW = "%-36s %-28s %6s %8s %6s  %-16s  %-16s  %s";
    private static final int SHORT = 16;
    private static final String HEADER =
            ROW.formatted(
                    "run",
                    "went on from steps",
                    "step",
                    "samples",
                    "queue",
                    "ledger digest",
                    "weights digest",
                    "beside the first");

    private final Map<String, FinishedRun> runs = new LinkedHashMap<>();
    private final Map<String, Integer> interruptions = new HashMap<>();

    /**
     * @param count of the interruptions that the run must have had
     */
    void add(String name, int count, FinishedRun run) {
        runs.put(name, run);
        interruptions.put(name, count);
    }

    /** Asserts that each was interrupted on its way, and is the first, to the bit. */
    void assertEqual() {
        assertThat(runs).as("%s", this).allSatisfy(this::assertEqual);
    }

    private void assertEqual(String name, FinishedRun run) {
        assertThat(run.interruptedAt())
                .hasSize(interruptions.get(name))
                .allSatisfy(step -> assertThat(step).isBetween(1L, run.model().step() - 1));
        assertThat(run.model()).isEqualTo(first().model());
        assertThat(run.difference(first())).contains("are the same, to the bit");
    }

    FinishedRun first() {
        return runs.values().iterator().next();
    }

    @Override
    public String toString() {
        return runs.entrySet().stream()
                .map(run -> row(run.getKey(), run.getValue()))
                .collect(Collectors.joining("\n", "\n" + HEADER + "\n", "\n" + digests()));
    }

    private String digests() {
        InspectedModel model = first().model();
        return "ledger digest  %s%nrecipe digest  %s%nweights digest %s%n"
                .formatted(model.ledgerDigest(), model.recipeDigest(), model.weightsDigest());
    }

    private String row(String name, FinishedRun run) {
        InspectedModel model = run.model();
        return ROW.formatted(
                name,
                run.interruptedAt(),
                model.step(),
                model.samples(),
                model.queueFill(),
                model.ledgerDigest().substring(0, SHORT),
                model.weightsDigest().substring(0, SHORT),
                run.equals(first()) ? "" : run.difference(first()));
    }
}
