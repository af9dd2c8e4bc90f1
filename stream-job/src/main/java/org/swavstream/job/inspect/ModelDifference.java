package org.swavstream.job.inspect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.swavstream.state.checkpoint.QueueIndex;
import org.swavstream.state.savepoint.ModelSnapshot;
import org.swavstream.state.savepoint.QueueSnapshot;
import org.swavstream.state.savepoint.SavepointException;
import org.swavstream.state.savepoint.SavepointTensors;
import org.swavstream.state.tensor.ElementType;
import org.swavstream.state.tensor.TensorData;
import org.swavstream.state.tensor.TensorSpec;

/** What differs between one model in two savepoints, as lines for a person. */
final class ModelDifference {

    private static final String ROW = "  %-28s %s | %s";

    private final List<String> lines = new ArrayList<>();
    private final List<TensorDifference> tensors = new ArrayList<>();
    private int equalTensors;

    private ModelDifference() {}

    /** The lines; none if the models are equal to the bit. */
    static List<String> of(ModelSnapshot first, ModelSnapshot second) throws SavepointException {
        ModelDifference difference = new ModelDifference();
        difference.compare(ModelInspection.of(first), ModelInspection.of(second));
        difference.compare("weights", first.weights(), second.weights());
        difference.compare("momentum", first.momentum(), second.momentum());
        difference.compare("prototypes", first.prototypes(), second.prototypes());
        difference.compare(first.queue(), second.queue());
        difference.addTensors();
        return List.copyOf(difference.lines);
    }

    private void compare(ModelInspection first, ModelInspection second) {
        TreeSet<String> settings = new TreeSet<>(first.settings().keySet());
        settings.addAll(second.settings().keySet());
        for (String key : settings) {
            add(key, first.settings().get(key), second.settings().get(key));
        }
        add("step", first.step(), second.step());
        add("samples", first.samples(), second.samples());
        add("skipped", first.skipped(), second.skipped());
        add("last loss", first.lastLoss(), second.lastLoss());
        add("ledger digest", first.ledgerDigest(), second.ledgerDigest());
        add("recipe digest", first.recipeDigest(), second.recipeDigest());
        add("weights digest", first.weightsDigest(), second.weightsDigest());
        add("queue fill", first.queueFill(), second.queueFill());
    }

    private void add(String name, Object first, Object second) {
        if (!Objects.equals(first, second)) {
            lines.add(ROW.formatted(name, shown(first), shown(second)));
        }
    }

    private static Object shown(Object value) {
        return value == null ? "-" : value;
    }

    private void compare(String state, SavepointTensors first, SavepointTensors second)
            throws SavepointException {
        Map<String, TensorSpec> unmatched = new LinkedHashMap<>();
        second.specs().forEach(spec -> unmatched.put(spec.name(), spec));
        for (TensorSpec spec : first.specs()) {
            TensorSpec other = unmatched.remove(spec.name());
            if (spec.equals(other)) {
                compare(state + " " + spec.name(), first.read(spec), second.read(spec));
            } else {
                add(state + " " + spec.name(), shape(spec), shape(other));
            }
        }
        unmatched.values().forEach(spec -> add(state + " " + spec.name(), "-", shape(spec)));
    }

    private void compare(QueueSnapshot first, QueueSnapshot second) {
        String shape = shape(first.index());
        String other = shape(second.index());
        add("queue", shape, other);
        for (int crop = 0; shape.equals(other) && crop < first.index().crops(); crop++) {
            compare("queue " + crop, rows(first, crop), rows(second, crop));
        }
    }

    private static String shape(QueueIndex queue) {
        return "%d rings of %d x %d".formatted(queue.crops(), queue.length(), queue.dimension());
    }

    private static TensorData rows(QueueSnapshot queue, int crop) {
        QueueIndex shape = queue.index();
        return new TensorData(
                TensorSpec.of("rows", ElementType.F32, shape.length(), shape.dimension()),
                queue.read(crop, 0, shape.length()));
    }

    private void compare(String name, TensorData first, TensorData second) {
        if (TensorDifference.isNone(first, second)) {
            equalTensors++;
        } else {
            tensors.add(TensorDifference.of(name, first, second));
        }
    }

    private static String shape(TensorSpec spec) {
        return spec == null ? "-" : spec.elementType() + " " + spec.shape();
    }

    private void addTensors() {
        if (tensors.isEmpty()) {
            return;
        }
        lines.add(
                "  %d tensors are equal, %d differ; their largest differences:"
                        .formatted(equalTensors, tensors.size()));
        tensors.forEach(
                tensor -> lines.add("    %-50s %.3g".formatted(tensor.name(), tensor.largest())));
    }
}
