package org.swavstream.operators.swav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.swavstream.operators.natives.NativeLibraries;
import org.swavstream.operators.sample.CropGroup;
import org.swavstream.state.tensor.ElementType;
import org.swavstream.state.tensor.SavedTensors;
import org.swavstream.state.tensor.TensorData;

@SuppressWarnings("try") // a scope works by being open
class PrecisionTest {

    private static final int STEPS = 20;
    private static final ModelSettings MODEL =
            new ModelSettings(
                    new TrunkSettings(Block.BASIC, List.of(1, 1, 1, 1), 8, Stem.SMALL),
                    16,
                    8,
                    TinyLearner.PROTOTYPES);

    @BeforeAll
    static void load() {
        NativeLibraries.load(1);
    }

    /** Nearly float32's first loss, and not quite; through a full queue and freed prototypes. */
    @ParameterizedTest
    @ValueSource(ints = {0, 4})
    void bfloat16LearnsABatchByHeartAsFloat32Does(int microBatch) {
        try (SwavLearner exact = learner(Precision.FLOAT32, microBatch);
                SwavLearner rounded = learner(Precision.BFLOAT16, microBatch)) {
            List<byte[]> samples = TinyLearner.samples(0, TinyLearner.BATCH);
            double first = exact.train(0, samples).loss();
            double found = rounded.train(0, samples).loss();
            assertThat(found).isCloseTo(first, within(0.02 * first)).isNotEqualTo(first);
            for (int step = 1; step < STEPS; step++) {
                exact.train(step, samples);
                rounded.train(step, samples);
            }
            double exactLast = exact.train(STEPS, samples).loss();
            double roundedLast = rounded.train(STEPS, samples).loss();
            assertThat(exactLast).isLessThan(0.7 * first);
            assertThat(roundedLast).isLessThan(0.7 * first);
            assertThat(rounded.queue().isFull()).isTrue();
        }
    }

    @Test
    void whatIsKeptIsFloat32() {
        try (SwavLearner rounded = learner(Precision.BFLOAT16, 0)) {
            TinyLearner.train(rounded, 0, STEPS);
            assertThat(rounded.state().momentum().readAll()).allMatch(PrecisionTest::isFloat32);
            assertThat(rounded.state().prototypes().readAll()).allMatch(PrecisionTest::isFloat32);
            assertThat(rounded.state().weights().readAll())
                    .filteredOn(data -> !data.spec().name().endsWith("num_batches_tracked"))
                    .allMatch(PrecisionTest::isFloat32);
        }
    }

    /** In bfloat16, lengths would be wrong in the third digit, and so would sums of codes. */
    @Test
    void featuresScoresCodesAndLossAreFloat32() {
        Placement placement = new Placement("cpu", Precision.BFLOAT16);
        SwavSettings settings = TinyLearner.settings(1);
        try (SwavLoss loss = new SwavLoss(settings.loss(), settings.views());
                SwavModel model = new SwavModel(MODEL, placement, 1);
                PointerScope scope = new PointerScope()) {
            model.normalizePrototypes();
            List<CropGroup> crops = settings.resolutions();
            List<Tensor> views = ViewBatch.of(TinyLearner.samples(0, 8), crops, placement);
            Tensor features = model.features(views, NormStatistics.BATCH_TRACKED);
            Tensor scores = model.scores(features);
            List<Tensor> codes = loss.codes(loss.assignmentViews(scores.detach()), List.of());
            Tensor value = loss.loss(scores, codes);
            assertThat(List.of(features, scores, codes.get(0), value))
                    .allMatch(tensor -> tensor.scalar_type().intern() == ScalarType.Float);
            assertOnes(features.detach().square().sum(1));
            assertOnes(codes.get(0).sum(1));
        }
    }

    @Test
    void evaluationIsInFloat32() throws IOException {
        try (SwavLearner exact = learner(Precision.FLOAT32, 0);
                SwavLearner rounded = learner(Precision.BFLOAT16, 0)) {
            TinyLearner.train(rounded, 0, 2);
            exact.restoreWeights(SavedTensors.of(rounded.state().weights().readAll()));
            float[] images = new float[2 * 3 * 16 * 16];
            images[7] = 1;
            assertThat(rounded.embedNormalized(images, 16).features().values())
                    .isEqualTo(exact.embedNormalized(images, 16).features().values());
        }
    }

    /** Of maps of a single pixel, oneDNN left gradients unwritten: NaN, now and then. */
    @Test
    void bfloat16TrainsOnViewsOfWhichASinglePixelIsLeft() {
        ModelSettings model =
                new ModelSettings(
                        TrunkSettings.of("resnet18", 0.25, Stem.IMAGENET),
                        16,
                        8,
                        TinyLearner.PROTOTYPES);
        List<CropGroup> crops = List.of(new CropGroup(2, 16), new CropGroup(1, 12));
        try (SwavLearner rounded = new SwavLearner(settings(model, crops, Precision.BFLOAT16, 0))) {
            Random random = new Random(1);
            for (int step = 0; step < STEPS; step++) {
                List<byte[]> samples = new ArrayList<>();
                for (int index = 0; index < TinyLearner.BATCH; index++) {
                    byte[] sample = new byte[CropGroup.bytes(crops)];
                    random.nextBytes(sample);
                    samples.add(sample);
                }
                assertThat(rounded.train(step, samples).loss()).isFinite();
            }
        }
    }

    /** What libtorch keeps of converted weights, it keeps for all threads of the process. */
    @Test
    void anotherTrainerOfTheProcessChangesNothing() throws Exception {
        List<byte[]> alone = trained();
        AtomicBoolean compared = new AtomicBoolean();
        CountDownLatch begun = new CountDownLatch(1);
        ExecutorService threads = Executors.newSingleThreadExecutor();
        Future<?> beside = threads.submit(() -> trainUntil(compared, begun));
        begun.await();
        try {
            assertThat(trained())
                    .usingElementComparator(Arrays::compare)
                    .containsExactlyElementsOf(alone);
        } finally {
            compared.set(true);
            beside.get();
            threads.shutdown();
        }
    }

    private static void trainUntil(AtomicBoolean end, CountDownLatch begun) {
        begun.countDown();
        try (SwavLearner other = learner(Precision.BFLOAT16, 0)) {
            for (long step = 0; !end.get(); step++) {
                other.train(step, TinyLearner.samples(step, 2));
            }
        }
    }

    private static List<byte[]> trained() {
        try (SwavLearner rounded = learner(Precision.BFLOAT16, 0)) {
            TinyLearner.train(rounded, 0, STEPS);
            return rounded.state().weights().readAll().stream().map(TensorData::bytes).toList();
        }
    }

    private static SwavLearner learner(Precision precision, int microBatch) {
        List<CropGroup> crops = TinyLearner.settings(1).crops();
        return new SwavLearner(settings(MODEL, crops, precision, microBatch));
    }

    private static SwavSettings settings(
            ModelSettings model, List<CropGroup> crops, Precision precision, int microBatch) {
        SwavSettings tiny = TinyLearner.settings(1);
        return new SwavSettings(
                model,
                tiny.loss(),
                tiny.queue(),
                tiny.optimizer(),
                tiny.schedule(),
                crops,
                tiny.seed(),
                new ComputeSettings("cpu", precision, microBatch));
    }

    private static boolean isFloat32(TensorData data) {
        return data.spec().elementType() == ElementType.F32;
    }

    private static void assertOnes(Tensor values) {
        assertThat(TensorBytes.doubles(values)).usingComparatorWithPrecision(1e-5).containsOnly(1);
    }
}
