package org.swavstream.job.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.swavstream.image.kafka.SourcePosition;
import org.swavstream.job.console.ByteSize;
import org.swavstream.state.savepoint.PrototypeUse;

/** A {@link SavepointInspection} as lines for a person. */
public final class InspectionText {

    private final List<String> lines = new ArrayList<>();

    private InspectionText() {}

    /** The lines, without their ends. */
    public static List<String> of(SavepointInspection savepoint) {
        InspectionText text = new InspectionText();
        text.addSavepoint(savepoint);
        savepoint.models().forEach(text::addModel);
        return List.copyOf(text.lines);
    }

    private void addSavepoint(SavepointInspection savepoint) {
        lines.add(savepoint.path());
        add("checkpoint", "%,d".formatted(savepoint.checkpoint()));
        add("size", ByteSize.of(savepoint.bytes()));
        add(
                "versions",
                "Flink's metadata %d, %s"
                        .formatted(savepoint.metadataVersion(), layouts(savepoint)));
        for (SourcePosition position : savepoint.sourceOffsets()) {
            add("source", position(position));
        }
    }

    private static String layouts(SavepointInspection savepoint) {
        return savepoint.stateLayouts().entrySet().stream()
                .map(layout -> layout.getKey() + " " + layout.getValue())
                .collect(Collectors.joining(", "));
    }

    static String position(SourcePosition position) {
        return "%s-%d goes on at offset %s"
                .formatted(position.topic(), position.partition(), offset(position.offset()));
    }

    private static String offset(long offset) {
        return offset >= 0 ? "%,d".formatted(offset) : "(nothing read yet)";
    }

    private void addModel(ModelInspection model) {
        lines.add("");
        lines.add("model " + model.model());
        add("step", "%,d".formatted(model.step()));
        add("samples", "%,d".formatted(model.samples()));
        add("skipped", "%,d".formatted(model.skipped()));
        add("last loss", model.lastLoss() == null ? "-" : "%.3f".formatted(model.lastLoss()));
        add("ledger digest", model.ledgerDigest());
        add(
                "recipe digest",
                model.recipeDigest() == null
                        ? "not known: an earlier release began this model"
                        : model.recipeDigest());
        add("weights digest", model.weightsDigest());
        add("queue", "%,d of %,d rows".formatted(model.queueFill(), model.queueLength()));
        add("prototypes", prototypes(model.prototypes()));
        add("settings", model.settingsFingerprint());
        model.settings().forEach((key, value) -> add("", key + " = " + value));
    }

    private static String prototypes(PrototypeUse use) {
        return use == null
                ? "not measured: the queue holds no features"
                : "used %.3f, entropy / ln K %.3f, by the queue's %,d features"
                        .formatted(use.used(), use.entropy(), use.features());
    }

    private void add(String name, String value) {
        lines.add("  %-15s%s".formatted(name, value));
    }
}
