package org.swavstream.job.recovery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.swavstream.job.configuration.ConfigurationException;
import org.swavstream.operators.training.StateContract;
import org.swavstream.state.checkpoint.OperatorUids;
import org.swavstream.state.checkpoint.TrainingProgress;
import org.swavstream.state.savepoint.Savepoint;
import org.swavstream.state.savepoint.SnapshotMetadata;

/** The models of a savepoint, beside the configuration of the job that is to go on with them. */
public final class ResumedModels {

    private final String path;
    private final TreeMap<String, Long> steps = new TreeMap<>();
    private final TreeSet<String> contradictions = new TreeSet<>();
    private final TreeSet<String> changes = new TreeSet<>();

    private ResumedModels(String path) {
        this.path = path;
    }

    /**
     * Reads the savepoint or checkpoint at {@code path}.
     *
     * @param configured what the job trains with, by configuration key
     * @throws org.swavstream.state.savepoint.SavepointException if it cannot be read, or is of
     *     another program
     * @throws ConfigurationException with all settings that its state contradicts
     */
    public static ResumedModels check(String path, SortedMap<String, String> configured)
            throws IOException {
        ResumedModels models = new ResumedModels(path);
        try (Savepoint savepoint = Savepoint.open(path)) {
            for (String model : savepoint.models()) {
                models.add(model, savepoint.model(model).progress(), configured);
            }
        }
        models.requireNoContradiction();
        return models;
    }

    private void add(
            String model, TrainingProgress progress, SortedMap<String, String> configured) {
        steps.put(model, progress.step());
        contradictions.addAll(StateContract.contradictions(progress.settings(), configured));
        changes.addAll(StateContract.changes(progress.settings(), configured));
    }

    /** How far they have come, for a person. */
    public String progress() {
        return switch (steps.size()) {
            case 0 -> "no model: it is from before the first image";
            case 1 ->
                    "model %s at step %,d".formatted(steps.firstKey(), steps.get(steps.firstKey()));
            default ->
                    "%,d models at steps %,d to %,d"
                            .formatted(
                                    steps.size(),
                                    Collections.min(steps.values()),
                                    Collections.max(steps.values()));
        };
    }

    /**
     * What is done otherwise than by the job that left the savepoint; a line each.
     *
     * @param parallelism of the job, where it is known
     */
    public List<String> changes(Optional<Integer> parallelism) throws IOException {
        List<String> lines = new ArrayList<>(changes);
        Optional<Integer> was =
                SnapshotMetadata.read(path)
                        .operator(OperatorUids.SWAV_TRAINER)
                        .map(OperatorState::getParallelism);
        if (was.isPresent() && parallelism.isPresent() && !was.equals(parallelism)) {
            lines.add("parallelism was %d, is %d".formatted(was.get(), parallelism.get()));
        }
        return lines;
    }

    private void requireNoContradiction() {
        if (!contradictions.isEmpty()) {
            throw new ConfigurationException(
                    List.of(
                            "savepoint %s contradicts the configuration: %s; resume it with the settings that it was saved with, or begin anew without it"
                                    .formatted(path, String.join("; ", contradictions))));
        }
    }
}
