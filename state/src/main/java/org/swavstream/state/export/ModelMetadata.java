package org.swavstream.state.export;

import java.util.LinkedHashMap;
import java.util.Map;
import org.swavstream.state.checkpoint.TrainingProgress;

/** The metadata of an exported model, as docs/models.md describes it. */
final class ModelMetadata {

    /** The name that other tools expect of tensors in PyTorch's layout. */
    private static final Map.Entry<String, String> PYTORCH = Map.entry("format", "pt");

    private static final String PREFIX = "swav-stream.";
    private static final int FORMAT_VERSION = 1;

    private ModelMetadata() {}

    /**
     * @param model the model's key
     * @param weightsDigest digest of all of its state
     * @return what is known of the model by key; its settings under their configuration keys
     */
    static Map<String, String> of(String model, TrainingProgress progress, String weightsDigest) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(PYTORCH.getKey(), PYTORCH.getValue());
        metadata.put(PREFIX + "format", String.valueOf(FORMAT_VERSION));
        metadata.put(PREFIX + "model", model);
        metadata.put(PREFIX + "step", String.valueOf(progress.step()));
        metadata.put(PREFIX + "samples", String.valueOf(progress.images()));
        metadata.put(PREFIX + "skipped", String.valueOf(progress.skipped()));
        metadata.put(PREFIX + "ledger-digest", progress.ledger().hex());
        metadata.put(PREFIX + "weights-digest", weightsDigest);
        if (progress.recipe().isKnown()) {
            metadata.put(PREFIX + "recipe-digest", progress.recipe().hex());
        }
        metadata.putAll(progress.settings());
        return metadata;
    }
}
