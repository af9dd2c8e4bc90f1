package org.swavstream.state.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.swavstream.state.safetensors.SafetensorsWriter;
import org.swavstream.state.savepoint.ModelSnapshot;
import org.swavstream.state.savepoint.SavepointException;
import org.swavstream.state.savepoint.SavepointTensors;
import org.swavstream.state.tensor.TensorSpec;

/**
 * Writes a model of a savepoint as a safetensors file, one tensor at a time. The trunk has
 * torchvision's names; the head is {@code projection_head.*}, the prototypes are {@code
 * prototypes.weight}.
 */
public final class ModelExport {

    private static final String HEAD = "projection_head.";

    private final ModelSnapshot model;
    private final boolean trunkOnly;

    /**
     * @param model what is exported
     * @param trunkOnly whether head and prototypes are left out
     */
    public ModelExport(ModelSnapshot model, boolean trunkOnly) {
        this.model = model;
        this.trunkOnly = trunkOnly;
    }

    /**
     * Writes the file; what was there before is replaced when it is complete.
     *
     * @param file its folder exists
     * @return the tensors that it has
     * @throws SavepointException if the savepoint is damaged
     * @throws IOException if the file cannot be written
     */
    public List<TensorSpec> write(Path file) throws IOException {
        List<Part> parts = parts();
        List<TensorSpec> specs = parts.stream().flatMap(part -> part.specs().stream()).toList();
        Map<String, String> metadata =
                ModelMetadata.of(model.model(), model.progress(), model.weightsDigest());
        try (SafetensorsWriter writer = SafetensorsWriter.create(file, metadata, specs)) {
            for (Part part : parts) {
                for (TensorSpec spec : part.specs()) {
                    writer.write(part.tensors().read(spec));
                }
            }
            writer.finish();
        }
        return specs;
    }

    private List<Part> parts() throws SavepointException {
        List<Part> parts = new ArrayList<>();
        SavepointTensors weights = model.weights();
        parts.add(new Part(weights, weights.specs().stream().filter(this::isWanted).toList()));
        if (!trunkOnly) {
            SavepointTensors prototypes = model.prototypes();
            parts.add(new Part(prototypes, prototypes.specs()));
        }
        return parts;
    }

    private boolean isWanted(TensorSpec spec) {
        return !trunkOnly || !spec.name().startsWith(HEAD);
    }

    /** Which of some tensors are exported. */
    private record Part(SavepointTensors tensors, List<TensorSpec> specs) {}
}
