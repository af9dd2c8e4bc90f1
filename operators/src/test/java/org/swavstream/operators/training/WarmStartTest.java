package org.swavstream.operators.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.swavstream.operators.training.TrainerHarness.BATCH_SIZE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.throwable.ThrowableClassifier;
import org.apache.flink.runtime.throwable.ThrowableType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.swavstream.operators.natives.NativeLibraries;
import org.swavstream.operators.swav.StateCopy;
import org.swavstream.operators.swav.Stem;
import org.swavstream.operators.swav.SwavLearner;
import org.swavstream.state.file.FaultyStore;
import org.swavstream.state.safetensors.SafetensorsWriter;
import org.swavstream.state.tensor.ElementType;
import org.swavstream.state.tensor.SavedTensors;
import org.swavstream.state.tensor.TensorData;
import org.swavstream.state.tensor.TensorSpec;

/** The trainer with first weights from a file, which are those of a model with another seed. */
final class WarmStartTest {

    private static List<TensorData> model;

    @TempDir private Path folder;

    private Path file;

    @BeforeAll
    static void makeModel() {
        NativeLibraries.load(1);
        Configuration otherSeed = TrainerHarness.configuration().set(TrainOptions.SEED, 77L);
        try (SwavLearner learner = new SwavLearner(TrainerHarness.settings(otherSeed).swav())) {
            model = new ArrayList<>(learner.state().weights().readAll());
            model.addAll(learner.state().prototypes().readAll());
        }
    }

    @BeforeEach
    void nameFile() {
        file = folder.resolve("model.safetensors");
    }

    @Test
    void aWholeModelBeginsWithAllWeightsOfTheFile() throws Exception {
        write(model);
        try (TrainerHarness warm = TrainerHarness.start(warmStart());
                TrainerHarness same = TrainerHarness.start(seed(77))) {
            assertThat(digestBeforeTheFirstStep(warm)).isEqualTo(digestBeforeTheFirstStep(same));
            assertThat(warm.latestState().step()).isZero();
        }
    }

    @Test
    void aTrunkKeepsTheHeadAndThePrototypesOfTheSeed() throws Exception {
        write(only(model, WarmStartTest::isTrunk));
        try (TrainerHarness warm = TrainerHarness.start(warmStart());
                SwavLearner expected = new SwavLearner(TrainerHarness.settings(seed(31)).swav())) {
            List<TensorData> weights = new ArrayList<>(only(model, WarmStartTest::isTrunk));
            weights.addAll(
                    only(
                            expected.state().weights().readAll(),
                            name -> !WarmStartTest.isTrunk(name)));
            expected.restoreWeights(SavedTensors.of(weights));
            assertThat(digestBeforeTheFirstStep(warm))
                    .isEqualTo(StateCopy.digest(expected.state()));
        }
    }

    @Test
    void whatWasTrainedIsRestoredAndNotBegunAgain() throws Exception {
        write(model);
        try (TrainerHarness trainer = TrainerHarness.start(warmStart())) {
            trainer.processViews(0, BATCH_SIZE);
            var state = trainer.snapshot();
            Files.delete(file);
            try (TrainerHarness restored = TrainerHarness.restore(state, warmStart())) {
                restored.snapshot();
                assertThat(restored.latestState().weightsDigest())
                        .isEqualTo(trainer.latestState().weightsDigest());
            }
        }
    }

    @Test
    void everyTensorThatDoesNotFitIsNamed() throws Exception {
        List<TensorData> tensors =
                new ArrayList<>(only(model, name -> !name.equals("layer1.0.bn1.bias")));
        tensors.removeIf(tensor -> tensor.spec().name().equals("bn1.weight"));
        tensors.add(zeros("bn1.weight", 3));
        tensors.add(zeros("fc.weight", 2, 2));
        tensors.add(zeros("fc.bias", 2));
        write(tensors);
        assertRefused(
                "model.warm-start: safetensors file '" + file + "' does not fit this model",
                "unknown: fc.weight, fc.bias (fc is a classifier",
                "missing: layer1.0.bn1.bias",
                "bn1.weight is F32 [3], expected F32 [8]");
    }

    @Test
    void aFileWithAPartOfTheHeadIsNotAWholeModel() throws Exception {
        write(only(model, name -> !name.equals("prototypes.weight")));
        assertRefused("missing: prototypes.weight");
    }

    /** Batches are normalised without the running variance: training alone would not notice. */
    @Test
    void aTensorWithAValueThatIsNoFiniteNumberIsNamed() throws Exception {
        String name = "layer1.0.bn1.running_var";
        TensorData sound = only(model, name::equals).get(0);
        byte[] broken = sound.bytes().clone();
        ByteBuffer.wrap(broken).order(ByteOrder.LITTLE_ENDIAN).putFloat(Float.BYTES, Float.NaN);
        List<TensorData> tensors = new ArrayList<>(only(model, other -> !other.equals(name)));
        tensors.add(new TensorData(sound.spec(), broken));
        write(tensors);
        assertRefused(
                "model.warm-start: tensor '" + name + "' of safetensors file '" + file + "'",
                "infinite or not a number");
    }

    /** Its first layer has the same shape and another stride. */
    @Test
    void aTrunkWithAnotherStemIsRefused() throws Exception {
        write(model, Map.of("model.stem", Stem.SMALL_STRIDE_2.toString()));
        assertRefused("model.stem was small-stride-2, is small");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertRefused("model.warm-start: there is no file '" + file + "'");
    }

    @Test
    void aStoreThatIsBusyIsAskedAgain() {
        Configuration busy =
                seed(31).set(
                                ModelOptions.WARM_START,
                                FaultyStore.busy("model.safetensors").toString());
        assertThatThrownBy(() -> TrainerHarness.start(busy))
                .hasMessageContaining("503 Slow Down")
                .matches(failure -> !isForGood(failure));
    }

    /** Before any image arrives, and for good: Flink tries nothing again. */
    private void assertRefused(String... reasons) {
        assertThatThrownBy(() -> TrainerHarness.start(warmStart()))
                .hasMessageContainingAll(reasons)
                .matches(WarmStartTest::isForGood);
    }

    private static boolean isForGood(Throwable failure) {
        return ThrowableClassifier.findThrowableOfThrowableType(
                        failure, ThrowableType.NonRecoverableError)
                .isPresent();
    }

    private static String digestBeforeTheFirstStep(TrainerHarness trainer) throws Exception {
        trainer.processViews(0, 1);
        trainer.snapshot();
        return trainer.latestState().weightsDigest();
    }

    private Configuration warmStart() {
        return seed(31).set(ModelOptions.WARM_START, file.toString());
    }

    private static Configuration seed(long seed) {
        return TrainerHarness.configuration().set(TrainOptions.SEED, seed);
    }

    private static List<TensorData> only(List<TensorData> tensors, Predicate<String> names) {
        return tensors.stream().filter(tensor -> names.test(tensor.spec().name())).toList();
    }

    private static boolean isTrunk(String name) {
        return !name.startsWith("projection_head.") && !name.startsWith("prototypes.");
    }

    private static TensorData zeros(String name, long... shape) {
        TensorSpec spec = TensorSpec.of(name, ElementType.F32, shape);
        return new TensorData(spec, new byte[(int) spec.bytes()]);
    }

    private void write(List<TensorData> tensors) throws IOException {
        write(tensors, Map.of());
    }

    private void write(List<TensorData> tensors, Map<String, String> metadata) throws IOException {
        List<TensorSpec> specs = tensors.stream().map(TensorData::spec).toList();
        try (SafetensorsWriter writer = SafetensorsWriter.create(file, metadata, specs)) {
            for (TensorData tensor : tensors) {
                writer.write(tensor);
            }
            writer.finish();
        }
    }
}
