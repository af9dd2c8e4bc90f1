package org.swavstream.operators.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.core.fs.Path;
import org.swavstream.operators.swav.Learner;
import org.swavstream.state.safetensors.SafetensorsException;
import org.swavstream.state.safetensors.SafetensorsFile;
import org.swavstream.state.tensor.SavedTensors;
import org.swavstream.state.tensor.TensorData;
import org.swavstream.state.tensor.TensorDifferences;
import org.swavstream.state.tensor.TensorSource;
import org.swavstream.state.tensor.TensorSpec;

/**
 * First weights from a safetensors file: of the trunk, or of trunk, projection head and prototypes,
 * which is decided by what the file has.
 */
final class WarmStart {

    private static final List<ConfigOption<?>> TRUNK_OPTIONS =
            List.of(ModelOptions.TRUNK, ModelOptions.WIDTH, ModelOptions.STEM);
    private static final List<String> BESIDE_TRUNK = List.of("projection_head.", "prototypes.");
    private static final String CLASSIFIER = "fc.";
    private static final String ABOUT_CLASSIFIER =
            " (fc is a classifier, which is not trained here: leave its tensors out when the file is written)";

    private final String path;
    private final SortedMap<String, String> settings;

    /**
     * @param path of the file, on any of Flink's file systems
     * @param settings of the job, by configuration key
     */
    WarmStart(String path, SortedMap<String, String> settings) {
        this.path = path;
        this.settings = settings;
    }

    /**
     * Gives a new learner the file's weights; all else of it stays as it is.
     *
     * @throws JobRefusedException if there is no such file, or it is damaged or does not fit; the
     *     message lists each tensor that is unknown, missing or of another shape or type, or names
     *     the first with a value that is no finite number
     * @throws org.swavstream.state.file.UnavailableFileException if its store does not give it; it
     *     may the next time
     */
    void apply(Learner learner) throws IOException {
        try (SafetensorsFile file = SafetensorsFile.open(new Path(path))) {
            TensorSource weights = learner.state().weights();
            TensorSource prototypes = learner.state().prototypes();
            requireFit(
                    file,
                    Stream.concat(weights.specs().stream(), prototypes.specs().stream()).toList());
            learner.restoreWeights(new Replaced(weights, file, path));
            learner.restorePrototypes(new Replaced(prototypes, file, path));
        } catch (SafetensorsException e) {
            throw new JobRefusedException(ModelOptions.WARM_START.key() + ": " + e.getMessage(), e);
        }
    }

    /** The tensors of a model: those of the file where it has them, the others as they are. */
    private record Replaced(TensorSource model, SafetensorsFile file, String path)
            implements SavedTensors {

        @Override
        public List<TensorSpec> specs() {
            return model.specs();
        }

        @Override
        public TensorData read(TensorSpec spec) throws IOException {
            return file.has(spec.name()) ? finite(file.read(spec.name())) : model.read(spec);
        }

        private TensorData finite(TensorData tensor) {
            if (!tensor.isFinite()) {
                throw new JobRefusedException(
                        "%s: tensor '%s' of safetensors file '%s' has values that are infinite or not a number: begin with another file"
                                .formatted(
                                        ModelOptions.WARM_START.key(), tensor.spec().name(), path));
            }
            return tensor;
        }
    }

    private void requireFit(SafetensorsFile file, List<TensorSpec> model) {
        boolean trunkOnly = file.tensors().stream().allMatch(spec -> isTrunk(spec.name()));
        List<TensorSpec> expected =
                model.stream().filter(spec -> !trunkOnly || isTrunk(spec.name())).toList();
        List<String> faults = settingFaults(file.metadata());
        faults.addAll(tensorFaults(file.tensors(), expected));
        if (!faults.isEmpty()) {
            throw new JobRefusedException(
                    "%s: safetensors file '%s' does not fit this model: %s"
                            .formatted(
                                    ModelOptions.WARM_START.key(),
                                    path,
                                    String.join("; ", faults)));
        }
    }

    private static boolean isTrunk(String name) {
        return BESIDE_TRUNK.stream().noneMatch(name::startsWith);
    }

    /** Two stems have one shape and differ in their stride, so shapes alone do not tell. */
    private List<String> settingFaults(Map<String, String> metadata) {
        return TRUNK_OPTIONS.stream()
                .map(ConfigOption::key)
                .filter(metadata::containsKey)
                .filter(key -> !metadata.get(key).equals(settings.get(key)))
                .map(key -> "%s was %s, is %s".formatted(key, metadata.get(key), settings.get(key)))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static List<String> tensorFaults(List<TensorSpec> found, List<TensorSpec> expected) {
        TensorDifferences differences = TensorDifferences.between(found, expected);
        boolean classifier =
                differences.unknown().stream().anyMatch(name -> name.startsWith(CLASSIFIER));
        return differences.faults(classifier ? ABOUT_CLASSIFIER : "");
    }
}
