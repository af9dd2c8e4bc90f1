package org.swavstream.operators.swav;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.swavstream.operators.natives.NativeLibraries;

@SuppressWarnings("try") // a scope works by being open
class SwavModelTest {

    private static final Placement CPU = new Placement("cpu", Precision.FLOAT32);

    @BeforeAll
    static void load() {
        NativeLibraries.load(1);
    }

    /** Torchvision's numbers of parameters, without its classifier of 1,000 classes. */
    @ParameterizedTest
    @CsvSource({
        "resnet18, 11176512, 512",
        "resnet34, 21284672, 512",
        "resnet50, 23508032, 2048",
        "resnet101, 42500160, 2048"
    })
    void trunksHaveTorchvisionsSizes(String name, long parameters, int features) {
        TrunkSettings trunk = TrunkSettings.of(name, 1, Stem.IMAGENET);
        assertThat(trunk.features()).isEqualTo(features);
        try (SwavModel model = new SwavModel(new ModelSettings(trunk, 1, 2, 2), CPU, 1)) {
            AtomicLong count = new AtomicLong();
            model.parameters(false)
                    .forEach(
                            (parameter, tensor) -> {
                                if (!parameter.startsWith("projection_head")) {
                                    count.addAndGet(tensor.numel());
                                }
                            });
            assertThat(count).hasValue(parameters);
        }
    }

    /** The list is torchvision 0.14's own: resnet50().state_dict() without its classifier. */
    @Test
    void namesAndShapesAreTorchvisions() throws IOException {
        TrunkSettings trunk = TrunkSettings.of("resnet50", 1, Stem.IMAGENET);
        try (SwavModel model = new SwavModel(new ModelSettings(trunk, 4, 3, 5), CPU, 1)) {
            List<String> trunkTensors =
                    shapes(model.weights()).stream()
                            .filter(tensor -> !tensor.startsWith("projection_head."))
                            .toList();
            assertThat(trunkTensors)
                    .containsExactlyInAnyOrderElementsOf(lines("/torchvision-resnet50.txt"));
        }
    }

    /** The reference's names (resnet50.py): a hidden layer, its normalisation, an output layer. */
    @Test
    void headAndPrototypesHaveTheReferencesNames() {
        TrunkSettings trunk = TrunkSettings.of("resnet50", 0.125, Stem.IMAGENET);
        try (SwavModel model = new SwavModel(new ModelSettings(trunk, 4, 3, 5), CPU, 1)) {
            assertThat(shapes(model.weights()))
                    .contains(
                            "projection_head.0.weight 4x256",
                            "projection_head.0.bias 4",
                            "projection_head.1.weight 4",
                            "projection_head.1.running_var 4",
                            "projection_head.3.weight 3x4",
                            "projection_head.3.bias 3");
            assertThat(shapes(model.prototypeStore())).containsExactly("prototypes.weight 5x3");
        }
    }

    @Test
    void firstParametersHaveTheReferencesDistributions() {
        TrunkSettings trunk = TrunkSettings.of("resnet18", 1, Stem.IMAGENET);
        try (SwavModel model = new SwavModel(new ModelSettings(trunk, 256, 128, 300), CPU, 1);
                PointerScope scope = new PointerScope()) {
            Tensor convolution = model.parameters(false).get("layer4.1.conv2.weight");
            assertThat(convolution.std().item_double())
                    .isCloseTo(Math.sqrt(2.0 / (512 * 9)), within(1e-4));
            double bound = 1 / Math.sqrt(128);
            assertThat(model.prototypes().max().item_double()).isBetween(0.99 * bound, bound);
            assertThat(model.prototypes().std().item_double())
                    .isCloseTo(bound / Math.sqrt(3), within(1e-3));
        }
    }

    @Test
    void widthsFollowTheFactor() {
        assertThat(TrunkSettings.of("resnet50", 5, Stem.IMAGENET).features()).isEqualTo(10240);
        assertThat(TrunkSettings.of("resnet10", 0.1875, Stem.SMALL).width()).isEqualTo(12);
    }

    private static List<String> shapes(TensorStore store) {
        List<String> shapes = new ArrayList<>();
        store.forEach((name, tensor) -> shapes.add(name + " " + shape(name, tensor)));
        return shapes;
    }

    private static String shape(String name, Tensor tensor) {
        List<Long> shape = TensorBytes.spec(name, tensor).shape();
        return shape.isEmpty()
                ? "scalar"
                : shape.stream().map(String::valueOf).collect(Collectors.joining("x"));
    }

    private static List<String> lines(String resource) throws IOException {
        try (InputStream list = SwavModelTest.class.getResourceAsStream(resource)) {
            return new String(list.readAllBytes(), UTF_8).lines().toList();
        }
    }
}
