package org.swavstream.operators.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.swavstream.operators.multicrop.CropSyntax;
import org.swavstream.operators.multicrop.MultiCropOptions;
import org.swavstream.operators.natives.Devices;
import org.swavstream.operators.swav.Stem;
import org.swavstream.operators.swav.TrunkModel;
import org.swavstream.operators.swav.TrunkSettings;
import org.swavstream.operators.swav.TrunkShape;
import org.swavstream.operators.training.ModelOptions;
import org.swavstream.operators.training.TrainOptions;
import org.swavstream.state.safetensors.SafetensorsFile;
import org.swavstream.state.tensor.SavedTensors;
import org.swavstream.state.tensor.TensorData;
import org.swavstream.state.tensor.TensorSpec;

/** A safetensors file with a residual network by torchvision's names; no more is held of it. */
public final class ModelFile {

    private final Path file;
    private final TrunkSettings trunk;
    private final Map<String, String> metadata;

    private ModelFile(Path file, TrunkSettings trunk, Map<String, String> metadata) {
        this.file = file;
        this.trunk = trunk;
        this.metadata = metadata;
    }

    /**
     * Reads the file's header. Shapes say what the trunk is; but two stems have the same shape, and
     * are told apart by the metadata that 'export' writes.
     *
     * @param stem the stem, where metadata would be wrong or there are none
     * @throws EvaluationException naming the file, if it is of no such network, or its stem is not
     *     known
     * @throws IOException naming the file, if it cannot be read
     */
    public static ModelFile open(Path file, Optional<Stem> stem) throws IOException {
        try (SafetensorsFile tensors = SafetensorsFile.open(file)) {
            TrunkShape shape = new TrunkShape(tensors.tensors());
            Map<String, String> metadata = tensors.metadata();
            Stem known = stem(file, shape, stem.or(() -> written(metadata)));
            return new ModelFile(file, shape.settings(known), metadata);
        } catch (IllegalArgumentException e) {
            throw unusable(file, e);
        }
    }

    private static EvaluationException unusable(Path file, IllegalArgumentException reason) {
        return new EvaluationException("%s: %s".formatted(file, reason.getMessage()), reason);
    }

    private static Optional<Stem> written(Map<String, String> metadata) {
        String name = metadata.get(ModelOptions.STEM.key());
        return Arrays.stream(Stem.values())
                .filter(stem -> stem.toString().equals(name))
                .findFirst();
    }

    private static Stem stem(Path file, TrunkShape shape, Optional<Stem> known) {
        List<Stem> possible = shape.stems();
        if (possible.isEmpty() || known.map(stem -> !possible.contains(stem)).orElse(false)) {
            throw new EvaluationException(
                    "%s: its first layer is not of the stem %s"
                            .formatted(
                                    file, known.map(Stem::toString).orElse("imagenet or small")));
        }
        if (known.isEmpty() && possible.size() > 1) {
            throw new EvaluationException(
                    "%s does not say what its stem is, and it can be %s: choose one with --stem"
                            .formatted(
                                    file,
                                    possible.stream()
                                            .map(Stem::toString)
                                            .collect(Collectors.joining(" or "))));
        }
        return known.orElse(possible.get(0));
    }

    /** The trunk's shape. */
    public TrunkSettings trunk() {
        return trunk;
    }

    /** Side in pixels of the largest views that it was trained on, where the file says so. */
    public OptionalInt side() {
        String crops = metadata.get(MultiCropOptions.GROUPS.key());
        try {
            return crops == null
                    ? OptionalInt.empty()
                    : CropSyntax.groups(crops).stream().mapToInt(group -> group.side()).max();
        } catch (IllegalArgumentException e) {
            throw unusable(file, e);
        }
    }

    /** Seed of its first weights, where the file says so. */
    public OptionalLong seed() {
        String seed = metadata.get(TrainOptions.SEED.key());
        try {
            return seed == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(seed));
        } catch (NumberFormatException e) {
            throw unusable(file, e);
        }
    }

    /**
     * The trunk with its weights, on a device. To be closed.
     *
     * @throws EvaluationException naming the file, if tensors do not fit
     * @throws IOException naming the file, if it cannot be read
     */
    public TrunkModel load(Devices.Choice device) throws IOException {
        TrunkModel model = new TrunkModel(trunk, 0, device);
        try (SafetensorsFile tensors = SafetensorsFile.open(file)) {
            model.restore(new TrunkTensors(tensors));
            return model;
        } catch (IllegalArgumentException e) {
            model.close();
            throw unusable(file, e);
        } catch (IOException e) {
            model.close();
            throw e;
        }
    }

    /** What a file has of a trunk. */
    private record TrunkTensors(SafetensorsFile tensors) implements SavedTensors {

        @Override
        public List<TensorSpec> specs() {
            return tensors.tensors().stream()
                    .filter(spec -> TrunkShape.isOfTrunk(spec.name()))
                    .toList();
        }

        @Override
        public TensorData read(TensorSpec spec) throws IOException {
            return tensors.read(spec.name());
        }
    }
}
