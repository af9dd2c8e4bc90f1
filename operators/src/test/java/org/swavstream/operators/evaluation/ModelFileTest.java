package org.swavstream.operators.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.swavstream.operators.natives.Devices;
import org.swavstream.operators.natives.NativeLibraries;
import org.swavstream.operators.sample.CropGroup;
import org.swavstream.operators.swav.ComputeSettings;
import org.swavstream.operators.swav.LossSettings;
import org.swavstream.operators.swav.ModelSettings;
import org.swavstream.operators.swav.OptimizerSettings;
import org.swavstream.operators.swav.QueueSettings;
import org.swavstream.operators.swav.Schedule;
import org.swavstream.operators.swav.Stem;
import org.swavstream.operators.swav.SwavLearner;
import org.swavstream.operators.swav.SwavSettings;
import org.swavstream.operators.swav.TrunkModel;
import org.swavstream.operators.swav.TrunkSettings;
import org.swavstream.state.safetensors.SafetensorsWriter;
import org.swavstream.state.tensor.ElementType;
import org.swavstream.state.tensor.TensorData;
import org.swavstream.state.tensor.TensorSpec;

class ModelFileTest {

    private static final Devices.Choice CPU = new Devices.Choice("cpu", "for tests");
    static final TrunkSettings TRUNK = TrunkSettings.of("resnet10", 0.125, Stem.SMALL_STRIDE_2);
    private static final List<byte[]> IMAGE = List.of(new byte[16 * 16 * 3]);

    @TempDir private Path folder;

    @BeforeAll
    static void load() {
        NativeLibraries.load(1);
    }

    @Test
    void metadataTellWhatShapesDoNot() throws IOException {
        Path file =
                model(
                        Map.of(
                                "model.stem", "small-stride-2",
                                "crops.groups", "2x28,4x16",
                                "train.seed", "9"));
        ModelFile model = ModelFile.open(file, Optional.empty());
        assertThat(model.trunk()).isEqualTo(TRUNK);
        assertThat(model.side()).hasValue(28);
        assertThat(model.seed()).hasValue(9);
        try (SwavLearner learner = learner();
                TrunkModel loaded = model.load(CPU)) {
            assertThat(loaded.features(IMAGE, 16).values())
                    .isEqualTo(learner.embed(IMAGE, 16).features().values());
        }
    }

    @Test
    void withoutMetadataASmallStemHasToBeChosen() throws IOException {
        Path file = model(Map.of());
        assertThatThrownBy(() -> ModelFile.open(file, Optional.empty()))
                .isInstanceOf(EvaluationException.class)
                .hasMessage(
                        "%s does not say what its stem is, and it can be small or small-stride-2:"
                                        .formatted(file)
                                + " choose one with --stem");
        assertThatThrownBy(() -> ModelFile.open(file, Optional.of(Stem.IMAGENET)))
                .hasMessageContaining("its first layer is not of the stem imagenet");
        ModelFile model = ModelFile.open(file, Optional.of(Stem.SMALL_STRIDE_2));
        assertThat(model.trunk()).isEqualTo(TRUNK);
        assertThat(model.side()).isEmpty();
        assertThat(model.seed()).isEmpty();
    }

    @Test
    void filesThatHoldNoResidualNetworkAreNamed() throws IOException {
        Path absent = folder.resolve("absent.safetensors");
        assertThatThrownBy(() -> ModelFile.open(absent, Optional.empty()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(absent.toString());
        Path text = Files.writeString(folder.resolve("text"), "no tensors at all");
        assertThatThrownBy(() -> ModelFile.open(text, Optional.empty()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(text.toString());
        TensorSpec token = TensorSpec.of("cls_token", ElementType.F32, 1);
        Path transformer = write(Map.of(), List.of(new TensorData(token, new byte[4])));
        assertThatThrownBy(() -> ModelFile.open(transformer, Optional.empty()))
                .hasMessageStartingWith(transformer + ": it has no conv1.weight");
    }

    @ParameterizedTest
    @ValueSource(strings = {"layer3.0.bn1.bias", "bn1.num_batches_tracked"})
    void tensorsThatAreMissingAreNamed(String missing) throws IOException {
        List<TensorData> weights;
        try (SwavLearner learner = learner()) {
            weights =
                    learner.state().weights().readAll().stream()
                            .filter(data -> !data.spec().name().equals(missing))
                            .toList();
        }
        ModelFile model = ModelFile.open(write(Map.of(), weights), Optional.of(Stem.SMALL));
        assertThatThrownBy(() -> model.load(CPU))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("missing: " + missing);
    }

    private Path model(Map<String, String> metadata) throws IOException {
        try (SwavLearner learner = learner()) {
            return write(metadata, learner.state().weights().readAll());
        }
    }

    static SwavLearner learner() {
        return new SwavLearner(
                new SwavSettings(
                        new ModelSettings(TRUNK, 8, 4, 3),
                        new LossSettings(0.1, 0.05, 3, List.of(0, 1), 0),
                        new QueueSettings(0, 0),
                        new OptimizerSettings(0.9, 1e-6, 0.001),
                        new Schedule.WarmupConstant(Schedule.Warmup.none(0.1)),
                        List.of(new CropGroup(2, 16)),
                        9,
                        ComputeSettings.on("cpu")));
    }

    private Path write(Map<String, String> metadata, List<TensorData> tensors) throws IOException {
        Path file = folder.resolve("model.safetensors");
        List<TensorSpec> specs = tensors.stream().map(TensorData::spec).toList();
        try (SafetensorsWriter writer = SafetensorsWriter.create(file, metadata, specs)) {
            for (TensorData tensor : tensors) {
                writer.write(tensor);
            }
            writer.finish();
        }
        return file;
    }
}
