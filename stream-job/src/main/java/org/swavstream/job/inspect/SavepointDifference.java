package org.swavstream.job.inspect;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.swavstream.state.savepoint.Savepoint;

/** What differs between two savepoints, as lines for a person. */
public final class SavepointDifference {

    private SavepointDifference() {}

    /**
     * Compares the models of both, and how far their sources had come.
     *
     * @return nothing if all of it is equal, to the bit
     * @throws org.swavstream.state.savepoint.SavepointException if something is damaged
     */
    public static List<String> of(Savepoint first, Savepoint second) throws IOException {
        List<String> lines = new ArrayList<>(sources(first, second));
        TreeSet<String> models = new TreeSet<>(first.models());
        models.addAll(second.models());
        for (String model : models) {
            List<String> differences = differences(model, first, second);
            if (!differences.isEmpty()) {
                lines.add("model " + model);
                lines.addAll(differences);
            }
        }
        return lines;
    }

    private static List<String> differences(String model, Savepoint first, Savepoint second)
            throws IOException {
        if (!first.models().contains(model)) {
            return List.of("  only in " + second.path());
        }
        if (!second.models().contains(model)) {
            return List.of("  only in " + first.path());
        }
        return ModelDifference.of(first.model(model), second.model(model));
    }

    private static List<String> sources(Savepoint first, Savepoint second) throws IOException {
        String positions = positions(first);
        String others = positions(second);
        return Objects.equals(positions, others)
                ? List.of()
                : List.of("source", "  A: " + positions, "  B: " + others);
    }

    private static String positions(Savepoint savepoint) throws IOException {
        return SavepointInspection.sourceOffsets(savepoint).stream()
                .map(InspectionText::position)
                .collect(Collectors.joining(", "));
    }
}
