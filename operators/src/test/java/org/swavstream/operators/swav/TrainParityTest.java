package org.swavstream.operators.swav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.swavstream.operators.natives.NativeLibraries;
import org.swavstream.operators.sample.CropGroup;
import org.swavstream.state.tensor.TensorData;

/** Whole training steps of small ResNets against the reference. */
class TrainParityTest {

    // Its exact gradient is zero; LARS scales the rounding noise up to full size.
    private static final String NOISE = "projection_head.0.bias";

    @BeforeAll
    static void load() {
        NativeLibraries.load(1);
    }

    /** In float64, as the reference's values were computed: every change is held to 0.1 %. */
    @ParameterizedTest
    @ValueSource(strings = {"train-basic-queue", "train-bottleneck"})
    void changesEveryParameterAsTheReferenceDoes(String name) {
        GoldenCase golden = GoldenCase.read(name);
        try (SwavLearner learner = restored(golden, Precision.FLOAT64)) {
            train(learner, golden);
            changes(learner, golden)
                    .forEach(
                            (parameter, error) -> assertThat(error).as(parameter).isLessThan(1e-3));
            assertThat(changes(learner, golden)).hasSizeGreaterThan(70);
            assertFeatures(learner, golden, 1e-4f);
            assertQueue(learner, golden, 1e-4f);
        }
    }

    /** In float32, rounding can flip a ReLU: what is held is what that cannot move. */
    @ParameterizedTest
    @ValueSource(strings = {"train-basic-queue", "train-bottleneck"})
    void trainsInFloat32AsTheReferenceDoes(String name) {
        GoldenCase golden = GoldenCase.read(name);
        try (SwavLearner learner = restored(golden, Precision.FLOAT32)) {
            train(learner, golden);
            changes(learner, golden)
                    .forEach(
                            (tensor, error) ->
                                    assertThat(error)
                                            .as(tensor)
                                            .isLessThan(tensor.contains("running") ? 1e-3 : 0.1));
            assertFeatures(learner, golden, 2e-3f);
            assertQueue(learner, golden, 2e-3f);
        }
    }

    private static SwavLearner restored(GoldenCase golden, Precision precision) {
        SwavLearner learner = new SwavLearner(settings(golden, precision));
        List<TensorData> start = new ArrayList<>();
        for (TensorData data : golden.startingWith("init.")) {
            start.add(precision == Precision.FLOAT64 ? GoldenCase.widened(data) : data);
        }
        Predicate<TensorData> prototypes = data -> data.spec().name().startsWith("prototypes");
        learner.restorePrototypes(start.stream().filter(prototypes).toList());
        learner.restoreWeights(start.stream().filter(prototypes.negate()).toList());
        return learner;
    }

    private static void train(SwavLearner learner, GoldenCase golden) {
        for (int step = 0; step < golden.integer("steps"); step++) {
            List<float[]> views = new ArrayList<>();
            for (int view = 0; golden.has("step" + step + ".view" + view); view++) {
                views.add(golden.floats("step" + step + ".view" + view));
            }
            double rate = golden.numbers("lr").get(step);
            double loss = golden.floats("step" + step + ".loss")[0];
            assertThat(learner.trainNormalized(step, rate, views).loss())
                    .isCloseTo(loss, within(1e-4 * loss));
        }
    }

    /**
     * For each tensor the error of its change over the run, relative to the norm of that change.
     */
    private static Map<String, Double> changes(SwavLearner learner, GoldenCase golden) {
        Map<String, Double> changes = new LinkedHashMap<>();
        Stream.concat(learner.weights().stream(), learner.prototypes().stream())
                .filter(found -> !found.spec().name().equals(NOISE))
                .forEach(found -> changes.put(found.spec().name(), change(golden, found)));
        return changes;
    }

    private static double change(GoldenCase golden, TensorData found) {
        double[] start = golden.doubles("init." + found.spec().name());
        double[] end = golden.doubles("final." + found.spec().name());
        double[] actual = GoldenCase.doubles(found);
        double change = 0;
        double error = 0;
        for (int index = 0; index < start.length; index++) {
            change += Math.pow(end[index] - start[index], 2);
            error += Math.pow(actual[index] - end[index], 2);
        }
        return Math.sqrt(error / change);
    }

    private static void assertFeatures(SwavLearner learner, GoldenCase golden, float tolerance) {
        int side = (int) golden.shape("eval.input")[3];
        Embeddings found = learner.embedNormalized(golden.floats("eval.input"), side);
        assertThat(found.features())
                .containsExactly(golden.floats("eval.features"), within(tolerance));
    }

    private static void assertQueue(SwavLearner learner, GoldenCase golden, float tolerance) {
        if (golden.has("final.queue")) {
            float[] expected = golden.floats("final.queue");
            int half = expected.length / 2;
            assertThat(learner.queue().newestFirst(0))
                    .containsExactly(Arrays.copyOfRange(expected, 0, half), within(tolerance));
            assertThat(learner.queue().newestFirst(1))
                    .containsExactly(
                            Arrays.copyOfRange(expected, half, expected.length), within(tolerance));
        }
    }

    private static SwavSettings settings(GoldenCase golden, Precision precision) {
        TrunkSettings trunk =
                new TrunkSettings(
                        Block.valueOf(golden.text("block").toUpperCase(Locale.ROOT)),
                        golden.integers("layers"),
                        golden.integer("width"),
                        Stem.IMAGENET);
        return new SwavSettings(
                new ModelSettings(
                        trunk,
                        golden.integer("hidden"),
                        golden.integer("feature_dim"),
                        golden.integer("prototypes")),
                new LossSettings(
                        golden.number("temperature"),
                        golden.number("epsilon"),
                        golden.integer("iterations"),
                        List.of(0, 1),
                        golden.integer("freeze_prototypes_steps")),
                new QueueSettings(golden.integer("queue"), 0),
                new OptimizerSettings(
                        golden.number("momentum"),
                        golden.number("weight_decay"),
                        golden.number("trust_coefficient")),
                new Schedule.WarmupConstant(Schedule.Warmup.none(1)),
                crops(golden),
                0,
                new ComputeSettings("cpu", precision, 0));
    }

    private static List<CropGroup> crops(GoldenCase golden) {
        List<CropGroup> crops = new ArrayList<>();
        Matcher group = Pattern.compile("(\\d+)x(\\d+)").matcher(golden.text("views"));
        while (group.find()) {
            crops.add(
                    new CropGroup(
                            Integer.parseInt(group.group(1)), Integer.parseInt(group.group(2))));
        }
        return crops;
    }
}
