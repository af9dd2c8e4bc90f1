package org.swavstream.operators.swav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.swavstream.operators.natives.Devices;
import org.swavstream.operators.natives.NativeLibraries;
import org.swavstream.state.tensor.ElementType;
import org.swavstream.state.tensor.SavedTensors;
import org.swavstream.state.tensor.TensorData;
import org.swavstream.state.tensor.TensorSpec;

class TrunkModelTest {

    private static final Devices.Choice CPU = new Devices.Choice("cpu", "for tests");
    private static final int SIDE = 16;

    @BeforeAll
    static void load() {
        NativeLibraries.load(1);
    }

    static TrunkModel tiny(long seed) {
        return new TrunkModel(TinyLearner.settings(1).model().trunk(), seed, CPU);
    }

    @Test
    void anUntrainedTrunkIsThatOfTheModelBeforeItsFirstStep() {
        try (SwavLearner learner = TinyLearner.of(5);
                TrunkModel trunk = tiny(5)) {
            assertThat(trunk.features(images(), SIDE).values())
                    .isEqualTo(learner.embed(images(), SIDE).features().values());
        }
    }

    @Test
    void storedWeightsGiveTheFeaturesOfTheModelTheyAreOf() throws IOException {
        try (SwavLearner learner = TinyLearner.of(5);
                TrunkModel trunk = tiny(6)) {
            TinyLearner.train(learner, 0, 3);
            trunk.restore(SavedTensors.of(weights(learner)));
            assertThat(trunk.features(images(), SIDE).values())
                    .isEqualTo(learner.embed(images(), SIDE).features().values());
        }
    }

    @Test
    void whatDoesNotFitIsNamed() throws IOException {
        try (SwavLearner learner = TinyLearner.of(5);
                TrunkModel trunk = tiny(6)) {
            List<TensorData> weights = new ArrayList<>(weights(learner));
            TensorData first = weights.remove(0);
            TensorSpec odd = TensorSpec.of("layer1.7.conv1.weight", ElementType.F32, 1);
            weights.add(new TensorData(odd, new byte[4]));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> trunk.restore(SavedTensors.of(weights)))
                    .withMessageContaining("missing: " + first.spec().name())
                    .withMessageContaining("unknown: layer1.7.conv1.weight");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "resnet10, 0.125, SMALL",
        "resnet18, 1, IMAGENET",
        "resnet34, 0.5, SMALL_STRIDE_2",
        "resnet50, 0.25, IMAGENET",
        "resnet101, 0.125, IMAGENET"
    })
    void shapesTellTheTrunk(String name, double width, Stem stem) {
        TrunkSettings settings = TrunkSettings.of(name, width, stem);
        ModelSettings model = new ModelSettings(settings, 4, 3, 5);
        List<TensorSpec> specs = new ArrayList<>();
        try (SwavModel network = new SwavModel(model, new Placement("cpu", Precision.FLOAT32), 1)) {
            network.weights()
                    .forEach((tensor, values) -> specs.add(TensorBytes.spec(tensor, values)));
        }
        TrunkShape shape = new TrunkShape(specs);
        assertThat(shape.stems()).contains(stem);
        assertThat(shape.settings(stem)).isEqualTo(settings);
    }

    @Test
    void whatIsNoResidualNetworkIsRefused() {
        List<TensorSpec> transformer = List.of(TensorSpec.of("cls_token", ElementType.F32, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrunkShape(transformer))
                .withMessageContaining("no conv1.weight");
        List<TensorSpec> stemOnly =
                List.of(TensorSpec.of("conv1.weight", ElementType.F32, 64, 3, 7, 7));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrunkShape(stemOnly).settings(Stem.IMAGENET))
                .withMessageContaining("trunk layers []");
    }

    private static List<TensorData> weights(SwavLearner learner) {
        return learner.state().weights().readAll().stream()
                .filter(data -> TrunkShape.isOfTrunk(data.spec().name()))
                .toList();
    }

    private static List<byte[]> images() {
        byte[] image = new byte[SIDE * SIDE * 3];
        for (int i = 0; i < image.length; i++) {
            image[i] = (byte) (i * 7);
        }
        return List.of(image, new byte[image.length]);
    }
}
