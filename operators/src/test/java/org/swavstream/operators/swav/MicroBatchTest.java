package org.swavstream.operators.swav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.swavstream.operators.natives.NativeLibraries;
import org.swavstream.state.tensor.TensorData;

/** A step in micro-batches against the same step at once, in float64. */
class MicroBatchTest {

    private static final int BATCH = 11;
    private static final int STEPS = 5;
    private static final double TOLERANCE = 1e-6;

    @BeforeAll
    static void load() {
        NativeLibraries.load(1);
    }

    @ParameterizedTest
    @CsvSource({"8, 0, 8", "8, 8, 8", "11, 4, 3 4 4", "4096, 512, 512 512 512 512 512 512 512 512"})
    void aBatchIsCutIntoFewPartsOfNearlyEqualSizes(int batch, int max, String sizes) {
        List<MicroBatch> parts = MicroBatch.of(batch, max, (from, to) -> List::of);
        List<Integer> expected = new ArrayList<>();
        for (String size : sizes.split(" ", -1)) {
            expected.add(Integer.valueOf(size));
        }
        assertThat(parts).extracting(MicroBatch::samples).isEqualTo(expected);
        int end = 0;
        for (MicroBatch part : parts) {
            assertThat(part.from()).isEqualTo(end);
            end += part.samples();
        }
        assertThat(end).isEqualTo(batch);
    }

    /** Frozen and free prototypes, and a queue that fills and then takes part. */
    @Test
    void withTheRunningStatisticsItIsTheSameStep() {
        try (SwavLearner atOnce = learner(0, NormStatistics.RUNNING);
                SwavLearner inParts = learner(4, NormStatistics.RUNNING)) {
            List<TensorData> start = parameters(atOnce);
            for (int step = 0; step < STEPS; step++) {
                List<float[]> views = views(step, BATCH);
                double expected = atOnce.trainNormalized(step, 0.5, views).loss();
                double found = inParts.trainNormalized(step, 0.5, views).loss();
                assertThat(found).isCloseTo(expected, within(TOLERANCE * expected));
            }
            assertThat(atOnce.queue().isFull()).isTrue();
            assertEqualChanges(start, parameters(atOnce), parameters(inParts));
            assertEqualQueues(atOnce, inParts);
        }
    }

    /** Micro-batches with equal statistics: a batch that holds the same samples twice. */
    @Test
    void withTheStatisticsOfEqualHalvesItIsTheSameStep() {
        try (SwavLearner atOnce = learner(0, NormStatistics.BATCH_TRACKED);
                SwavLearner inParts = learner(4, NormStatistics.BATCH_TRACKED)) {
            List<TensorData> start = parameters(atOnce);
            for (int step = 0; step < STEPS; step++) {
                List<float[]> views = views(step, 4).stream().map(MicroBatchTest::twice).toList();
                double expected = atOnce.trainNormalized(step, 0.5, views).loss();
                double found = inParts.trainNormalized(step, 0.5, views).loss();
                assertThat(found).isCloseTo(expected, within(TOLERANCE * expected));
            }
            assertEqualChanges(start, parameters(atOnce), parameters(inParts));
            assertEqualQueues(atOnce, inParts);
        }
    }

    /** Twice in a step, for the two resolutions, in the trunk and once in the head. */
    @Test
    void runningStatisticsFollowEachMicroBatchOnce() {
        try (SwavLearner inParts = learner(4, NormStatistics.BATCH_TRACKED)) {
            inParts.trainNormalized(0, 0.5, views(0, BATCH));
            assertThat(updates(inParts, "bn1.num_batches_tracked")).isEqualTo(2 * 3);
            assertThat(updates(inParts, "projection_head.1.num_batches_tracked")).isEqualTo(3);
        }
    }

    @Test
    void allPartsOfTheStepAreTimed() {
        try (SwavLearner inParts = learner(4, NormStatistics.BATCH_TRACKED)) {
            StepResult result = inParts.trainNormalized(0, 0.5, views(0, BATCH));
            assertThat(result.nanoseconds()).containsOnlyKeys(StepPart.values());
        }
    }

    @Test
    void aLossThatIsNotFiniteInTheLastPartChangesNothing() {
        try (SwavLearner inParts = learner(4, NormStatistics.BATCH_TRACKED)) {
            inParts.trainNormalized(0, 0.5, views(0, BATCH));
            List<String> before = bytes(inParts);
            List<float[]> views = views(1, BATCH);
            views.get(1)[views.get(1).length - 1] = Float.NaN;
            assertThatThrownBy(() -> inParts.trainNormalized(1, 0.5, views))
                    .isInstanceOf(NonFiniteStepException.class)
                    .hasMessageContaining("step 1");
            assertThat(bytes(inParts)).isEqualTo(before);
        }
    }

    /**
     * Though its first part is gathered already. So often that what other tests left, which may be
     * collected meanwhile, hides none of them.
     */
    @Test
    void aBatchThatCannotBeGatheredKeepsNothing() {
        List<byte[]> samples = TinyLearner.samples(1, 8);
        samples.set(7, new byte[7]);
        try (SwavLearner inParts = learner(4, NormStatistics.BATCH_TRACKED)) {
            assertThatThrownBy(() -> inParts.prepare(samples)).hasMessageContaining("has 7 bytes");
            long before = Pointer.totalCount();
            for (long i = 0; i <= before; i++) {
                assertThatThrownBy(() -> inParts.prepare(samples));
            }
            assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
        }
    }

    private static SwavLearner learner(int microBatch, NormStatistics statistics) {
        SwavSettings tiny = TinyLearner.settings(1);
        SwavSettings settings =
                new SwavSettings(
                        tiny.model(),
                        tiny.loss(),
                        tiny.queue(),
                        tiny.optimizer(),
                        tiny.schedule(),
                        tiny.crops(),
                        tiny.seed(),
                        new ComputeSettings("cpu", Precision.FLOAT64, microBatch));
        return new SwavLearner(settings, statistics);
    }

    private static List<float[]> views(int seed, int batch) {
        Random random = new Random(seed);
        return List.of(
                pixels(random, batch * 3 * 16 * 16),
                pixels(random, batch * 3 * 16 * 16),
                pixels(random, batch * 3 * 8 * 8));
    }

    private static float[] pixels(Random random, int count) {
        float[] pixels = new float[count];
        IntStream.range(0, count).forEach(i -> pixels[i] = (float) random.nextGaussian());
        return pixels;
    }

    private static float[] twice(float[] view) {
        float[] twice = new float[2 * view.length];
        System.arraycopy(view, 0, twice, 0, view.length);
        System.arraycopy(view, 0, twice, view.length, view.length);
        return twice;
    }

    /** All parameters, without the statistics of batch norms. */
    private static List<TensorData> parameters(SwavLearner learner) {
        List<TensorData> parameters = new ArrayList<>(learner.state().weights().readAll());
        parameters.removeIf(data -> data.spec().name().matches(".*(running_|num_batches).*"));
        parameters.addAll(learner.state().prototypes().readAll());
        return parameters;
    }

    /** The change of each parameter, relative to the norm of that change. */
    private static void assertEqualChanges(
            List<TensorData> start, List<TensorData> expected, List<TensorData> found) {
        for (int index = 0; index < start.size(); index++) {
            double[] before = start.get(index).doubles();
            double change = distance(expected.get(index).doubles(), before);
            double error = distance(found.get(index).doubles(), expected.get(index).doubles());
            assertThat(change).as(start.get(index).spec().name()).isPositive();
            assertThat(error / change).as(start.get(index).spec().name()).isLessThan(TOLERANCE);
        }
    }

    private static double distance(double[] left, double[] right) {
        double sum = 0;
        for (int index = 0; index < left.length; index++) {
            sum += Math.pow(left[index] - right[index], 2);
        }
        return Math.sqrt(sum);
    }

    private static void assertEqualQueues(SwavLearner expected, SwavLearner found) {
        for (int crop = 0; crop < 2; crop++) {
            assertThat(found.queue().newestFirst(crop))
                    .containsExactly(expected.queue().newestFirst(crop), within(1e-6f));
        }
    }

    private static long updates(SwavLearner learner, String name) {
        return learner.state().weights().readAll().stream()
                .filter(data -> data.spec().name().equals(name))
                .mapToLong(data -> (long) data.doubles()[0])
                .findFirst()
                .orElseThrow();
    }

    private static List<String> bytes(SwavLearner learner) {
        return Stream.of(
                        learner.state().weights(),
                        learner.state().momentum(),
                        learner.state().prototypes())
                .flatMap(tensors -> tensors.readAll().stream())
                .map(data -> HexFormat.of().formatHex(data.bytes()))
                .toList();
    }
}
