package org.swavstream.operators.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.swavstream.operators.natives.Devices;
import org.swavstream.operators.natives.NativeLibraries;
import org.swavstream.operators.swav.Accuracy;
import org.swavstream.operators.swav.FeatureMatrix;
import org.swavstream.operators.swav.FeatureTable;
import org.swavstream.operators.swav.Stem;
import org.swavstream.operators.swav.SwavLearner;
import org.swavstream.operators.swav.TrunkModel;
import org.swavstream.operators.swav.TrunkSettings;
import org.swavstream.state.tensor.SavedTensors;
import org.swavstream.state.tensor.TensorData;
import org.swavstream.state.tensor.TensorSpec;

class OfflineEvaluationTest {

    private static final Devices.Choice CPU = new Devices.Choice("cpu", "for tests");
    private static final KnnProtocol KNN = new KnnProtocol(List.of(1, 5), 0.07);
    private static final LinearProtocol LINEAR = new LinearProtocol(3, 16, 0.3, false);
    private static final SemiProtocol SEMI = new SemiProtocol(0.5, 6, 8, 0.05, 0.05);

    private final Set<String> activities = new HashSet<>();

    @BeforeAll
    static void load() {
        NativeLibraries.load(1);
    }

    @Test
    void everyProtocolGivesTheSameNumbersEveryTime() throws IOException {
        Protocols all = new Protocols(Optional.of(KNN), Optional.of(LINEAR), Optional.of(SEMI));
        List<ProtocolResult> results = evaluate(all, images(60), 1);
        assertThat(results)
                .extracting(result -> (Object) result.getClass())
                .containsExactly(
                        ProtocolResult.Knn.class,
                        ProtocolResult.Knn.class,
                        ProtocolResult.Linear.class,
                        ProtocolResult.Semi.class);
        assertThat(evaluate(all, images(60), 2)).isEqualTo(results);
        assertThat(activities)
                .contains(
                        "features of the training images",
                        "features of the test images",
                        "kNN",
                        "fine-tuning, epoch 6, test");
    }

    /** Each image is its own nearest neighbour, and the test images are the training images. */
    @Test
    void anImageIsRecognisedByItsOwnFeatures() throws IOException {
        Protocols knn =
                new Protocols(
                        Optional.of(new KnnProtocol(List.of(1), 0.07)),
                        Optional.empty(),
                        Optional.empty());
        ProtocolResult.Knn result = (ProtocolResult.Knn) evaluate(knn, images(30), 1).get(0);
        assertThat(result.accuracy()).isEqualTo(new Accuracy(30, 30, 30));
    }

    @Test
    void fineTuningLearnsWhatItIsShown() throws IOException {
        SemiProtocol whole = new SemiProtocol(1, 15, 8, 0.05, 0.05);
        Protocols semi = new Protocols(Optional.empty(), Optional.empty(), Optional.of(whole));
        ProtocolResult.Semi result = (ProtocolResult.Semi) evaluate(semi, images(40), 1).get(0);
        assertThat(result.images()).isEqualTo(40);
        assertThat(result.trained().lastLoss()).isLessThan(result.trained().firstLoss());
        assertThat(result.trained().best().top1()).as("chance is a half").isGreaterThan(0.7);
    }

    @Test
    void separableFeaturesAreClassifiedWithoutError() throws IOException {
        try (LabelledFeatures features = separable(40);
                ViewLoader loader = new ViewLoader(16, 1, 1000)) {
            Orders orders = new Orders(1);
            EvaluationContext context =
                    new EvaluationContext(images(2), orders, loader, CPU, listener());
            EpochScores scores =
                    new LinearProtocol(5, 8, 0.3, false)
                            .run(new FrozenFeatures(features, orders), features, context);
            assertThat(scores.last().top1()).isOne();
            assertThat(scores.lastLoss()).isLessThan(scores.firstLoss());
        }
    }

    @Test
    void augmentedFeaturesAreNewInEachEpoch() throws IOException {
        try (TrunkModel trunk = trunk();
                ViewLoader loader = new ViewLoader(16, 1, 1000)) {
            AugmentedFeatures features =
                    new AugmentedFeatures(
                            trunk,
                            new EvaluationContext(
                                    images(30), new Orders(1), loader, CPU, listener()));
            Set<FloatBuffer> first = epoch(features, 1);
            assertThat(epoch(features, 1)).isEqualTo(first).hasSize(30);
            assertThat(epoch(features, 2)).hasSize(30).doesNotContainAnyElementsOf(first);
        }
    }

    /** One image at a time, so that others have no part in its numbers. */
    private static Set<FloatBuffer> epoch(AugmentedFeatures features, int epoch)
            throws IOException {
        Set<FloatBuffer> all = new HashSet<>();
        features.epoch(epoch, 1, (one, classes) -> all.add(FloatBuffer.wrap(one.values())));
        return all;
    }

    /** Nothing is learned in it, and all images are one batch: only their views change the loss. */
    @Test
    void fineTuningSeesNewViewsInEachEpoch() throws IOException {
        SemiProtocol still = new SemiProtocol(1, 2, 30, 0, 0);
        Protocols semi = new Protocols(Optional.empty(), Optional.empty(), Optional.of(still));
        ProtocolResult.Semi result = (ProtocolResult.Semi) evaluate(semi, images(30), 1).get(0);
        assertThat(result.trained().lastLoss())
                .isNotCloseTo(result.trained().firstLoss(), within(1e-5));
    }

    @Test
    void aLinearClassifierOnAugmentedFeaturesNeedsNoOthers() throws IOException {
        LinearProtocol augmented = new LinearProtocol(2, 16, 0.3, true);
        Protocols linear =
                new Protocols(Optional.empty(), Optional.of(augmented), Optional.empty());
        List<ProtocolResult> results = evaluate(linear, images(30), 1);
        assertThat(evaluate(linear, images(30), 2)).isEqualTo(results);
        assertThat(activities)
                .contains("linear classifier, epoch 1", "linear classifier, epoch 2")
                .doesNotContain("features of the training images");
    }

    @Test
    void brokenImagesAreLeftOutUnlessAllAre() throws IOException {
        Protocols knn = new Protocols(Optional.of(KNN), Optional.empty(), Optional.empty());
        ImageSets some = images(20, 3, 7);
        ProtocolResult.Knn result = (ProtocolResult.Knn) evaluate(knn, some, 1).get(0);
        assertThat(result.accuracy().images()).isEqualTo(18);
        assertThat(some.train().broken().count()).isEqualTo(2);
        ImageSets none = images(3, 0, 1, 2);
        assertThatThrownBy(() -> evaluate(knn, none, 1))
                .isInstanceOf(EvaluationException.class)
                .hasMessageStartingWith("none of the 3 test images can be decoded: image-0 (");
    }

    @Test
    void featuresThatAreNotNumbersAreRefused() throws IOException {
        try (ViewLoader loader = new ViewLoader(16, 1, 1000)) {
            Protocols knn = new Protocols(Optional.of(KNN), Optional.empty(), Optional.empty());
            var evaluation = new OfflineEvaluation(knn, images(4), 1, loader, CPU);
            assertThatThrownBy(() -> evaluation.run(OfflineEvaluationTest::broken, listener()))
                    .isInstanceOf(EvaluationException.class)
                    .hasMessage(
                            "features of the test images are infinite or not a number: the model's weights are of no use");
        }
    }

    /** All of its weights are not numbers. */
    private static TrunkModel broken() throws IOException {
        TrunkModel trunk = new TrunkModel(ModelFileTest.TRUNK, 1, CPU);
        try (SwavLearner learner = ModelFileTest.learner()) {
            trunk.restore(
                    SavedTensors.of(
                            learner.state().weights().readAll().stream()
                                    .filter(data -> !data.spec().name().startsWith("projection"))
                                    .map(data -> notNumbers(data.spec()))
                                    .toList()));
        }
        return trunk;
    }

    private static TensorData notNumbers(TensorSpec spec) {
        byte[] ones = new byte[(int) spec.bytes()];
        Arrays.fill(ones, (byte) -1);
        return new TensorData(spec, ones);
    }

    @Test
    void featuresThatDoNotFitIntoMemoryAreRefusedBefore() {
        assertThatThrownBy(() -> FeatureExtraction.requireMemory(1L << 40, 2048))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("evaluate on fewer images");
        FeatureExtraction.requireMemory(1000, 64);
    }

    private List<ProtocolResult> evaluate(Protocols protocols, ImageSets sets, int threads)
            throws IOException {
        try (ViewLoader loader = new ViewLoader(16, threads, 1000)) {
            return new OfflineEvaluation(protocols, sets, 1, loader, CPU)
                    .run(OfflineEvaluationTest::trunk, listener());
        }
    }

    private static TrunkModel trunk() {
        return new TrunkModel(TrunkSettings.of("resnet10", 0.125, Stem.SMALL_STRIDE_2), 1, CPU);
    }

    /** Two classes; the test images are those of the training. */
    private static ImageSets images(int count, int... broken) {
        SomeTextures textures = new SomeTextures(count, broken);
        int[] positions = IntStream.range(0, count).toArray();
        int[] classes =
                IntStream.of(positions)
                        .map(i -> textures.label(i).charAt(0) < 'h' ? 0 : 1)
                        .toArray();
        return new ImageSets(
                new LabelledImages("training", textures, positions, classes),
                new LabelledImages("test", textures, positions, classes),
                2);
    }

    private static LabelledFeatures separable(int rows) {
        FeatureTable table = new FeatureTable(rows, 2);
        int[] classes = IntStream.range(0, rows).map(row -> row % 2).toArray();
        for (int row = 0; row < rows; row++) {
            float side = classes[row] == 0 ? 1 : -1;
            table.append(new FeatureMatrix(1, 2, new float[] {side * (1 + row % 3), row % 5}));
        }
        return new LabelledFeatures(table, classes);
    }

    private ProtocolListener listener() {
        return new ProtocolListener() {
            @Override
            public void images(String activity, int done, int total) {
                activities.add(activity);
                assertThat(done).isBetween(1, total);
            }

            @Override
            public void epoch(String name, int epoch, int epochs, double loss, Accuracy test) {
                assertThat(loss).isPositive();
            }
        };
    }
}
