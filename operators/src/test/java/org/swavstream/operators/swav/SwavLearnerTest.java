package org.swavstream.operators.swav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.swavstream.operators.swav.StateCopy.digest;
import static org.swavstream.operators.swav.StateCopy.restore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.swavstream.operators.natives.NativeLibraries;
import org.swavstream.state.tensor.ElementType;
import org.swavstream.state.tensor.SavedTensors;
import org.swavstream.state.tensor.TensorData;
import org.swavstream.state.tensor.TensorSource;
import org.swavstream.state.tensor.TensorSpec;

class SwavLearnerTest {

    @BeforeAll
    static void load() {
        NativeLibraries.load(1);
    }

    @Test
    void seedSamplesAndOrderDecideEveryBit() {
        try (SwavLearner first = TinyLearner.of(1);
                SwavLearner second = TinyLearner.of(1);
                SwavLearner other = TinyLearner.of(2)) {
            TinyLearner.train(first, 0, 5);
            CompletableFuture.runAsync(() -> TinyLearner.train(second, 0, 5)).join();
            TinyLearner.train(other, 0, 5);
            assertThat(state(second)).isEqualTo(state(first));
            assertThat(state(other)).isNotEqualTo(state(first));
        }
    }

    @Test
    void goesOnBitForBitAfterARestore() throws IOException {
        try (SwavLearner learner = TinyLearner.of(1);
                SwavLearner restored = TinyLearner.of(99)) {
            TinyLearner.train(learner, 0, 4);
            restore(learner, restored);
            TinyLearner.train(learner, 4, 7);
            TinyLearner.train(restored, 4, 7);
            assertThat(state(restored)).isEqualTo(state(learner));
        }
    }

    @Test
    void aCopyStaysAsItIsWhileTheLearnerGoesOn() {
        try (SwavLearner learner = TinyLearner.of(1);
                SwavLearner same = TinyLearner.of(1)) {
            TinyLearner.train(learner, 0, 4);
            TinyLearner.train(same, 0, 4);
            learner.beginCopy();
            LearnedState copy = learner.completeCopy();
            TinyLearner.train(learner, 4, 7);
            assertThat(digest(copy)).isEqualTo(digest(same.state()));
            assertThat(digest(learner.state())).isNotEqualTo(digest(same.state()));
            learner.beginCopy();
            assertThat(digest(learner.completeCopy())).isEqualTo(digest(learner.state()));
        }
    }

    @Test
    void aStepChangesNothingBeforeItIsCopied() {
        try (SwavLearner learner = TinyLearner.of(1);
                SwavLearner same = TinyLearner.of(1)) {
            TinyLearner.train(learner, 0, 4);
            TinyLearner.train(same, 0, 4);
            learner.beginCopy();
            TinyLearner.train(learner, 4, 7);
            assertThat(digest(learner.completeCopy())).isEqualTo(digest(same.state()));
        }
    }

    @Test
    void aCopyMayBeCompletedWhileAStepIsMade() throws Exception {
        try (SwavLearner learner = TinyLearner.of(1);
                SwavLearner same = TinyLearner.of(1)) {
            for (int step = 0; step < 6; step++) {
                learner.beginCopy();
                CompletableFuture<LearnedState> copy =
                        CompletableFuture.supplyAsync(learner::completeCopy);
                TinyLearner.train(learner, step, step + 1);
                assertThat(digest(copy.get())).isEqualTo(digest(same.state()));
                TinyLearner.train(same, step, step + 1);
            }
            assertThat(digest(learner.state())).isEqualTo(digest(same.state()));
        }
    }

    @Test
    void aLossThatIsNotFiniteChangesNothing() {
        try (SwavLearner learner = TinyLearner.of(1)) {
            TinyLearner.train(learner, 0, 4);
            List<String> before = state(learner);
            float[] broken = new float[TinyLearner.BATCH * 3 * 16 * 16];
            broken[5] = Float.NaN;
            float[] sound = new float[TinyLearner.BATCH * 3 * 16 * 16];
            float[] small = new float[TinyLearner.BATCH * 3 * 8 * 8];
            assertThatThrownBy(() -> learner.trainNormalized(4, 1, List.of(broken, sound, small)))
                    .isInstanceOf(NonFiniteStepException.class)
                    .hasMessageContaining("step 4")
                    .hasMessageContaining("nothing was changed");
            assertThat(state(learner)).isEqualTo(before);
        }
    }

    @Test
    void embeddingChangesNothingAndDoesNotDependOnItsCompany() {
        try (SwavLearner learner = TinyLearner.of(1)) {
            TinyLearner.train(learner, 0, 3);
            List<String> before = state(learner);
            List<byte[]> images = images(5);
            Embeddings all = learner.embed(images, 16);
            Embeddings one = learner.embed(images.subList(0, 1), 16);
            assertThat(all.scores().rows()).isEqualTo(5);
            assertThat(all.scores().columns()).isEqualTo(TinyLearner.PROTOTYPES);
            assertThat(all.features().select(0).values())
                    .containsExactly(one.features().values(), within(1e-5f));
            assertThat(state(learner)).isEqualTo(before);
        }
    }

    @Test
    void theUntrainedNetworkIsThatOfANewLearnerToTheBit() {
        List<byte[]> images = images(5);
        Embeddings untrained =
                new SwavLearners().embedUntrained(TinyLearner.settings(1), images, 16);
        try (SwavLearner learner = TinyLearner.of(1)) {
            assertThat(untrained).usingRecursiveComparison().isEqualTo(learner.embed(images, 16));
        }
    }

    @Test
    void prototypesMoveOnlyAfterTheyAreThawed() {
        try (SwavLearner learner = TinyLearner.of(1)) {
            learner.train(0, TinyLearner.samples(0, TinyLearner.BATCH));
            byte[] first = learner.state().prototypes().readAll().get(0).bytes();
            learner.train(1, TinyLearner.samples(1, TinyLearner.BATCH));
            assertThat(floats(learner.state().prototypes().readAll().get(0).bytes()))
                    .containsExactly(floats(first), within(1e-6f));
            TinyLearner.train(learner, 2, 4);
            assertThat(learner.state().prototypes().readAll().get(0).bytes()).isNotEqualTo(first);
        }
    }

    @Test
    void reportsTheStep() {
        try (SwavLearner learner = TinyLearner.of(1)) {
            StepResult result = learner.train(2, TinyLearner.samples(0, 5));
            assertThat(result.learningRate()).isCloseTo(0.7, within(1e-12));
            assertThat(result.loss()).isBetween(0.5, 2 * Math.log(TinyLearner.PROTOTYPES));
            assertThat(result.codeEntropy()).isBetween(0.0, Math.log(TinyLearner.PROTOTYPES));
            assertThat(result.nanoseconds())
                    .containsOnlyKeys(StepPart.values())
                    .hasEntrySatisfying(StepPart.FORWARD, spent -> assertThat(spent).isPositive());
        }
    }

    @Test
    void fillsTheQueueFromItsFirstStepOn() {
        try (SwavLearner learner = TinyLearner.of(1)) {
            TinyLearner.train(learner, 0, 1);
            assertThat(learner.queue().index().filled()).isZero();
            TinyLearner.train(learner, 1, 3);
            assertThat(learner.queue().isFull()).isTrue();
        }
    }

    @Test
    void refusesBatchesAndSamplesThatCannotBeTrained() {
        try (SwavLearner learner = TinyLearner.of(1)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> learner.train(0, TinyLearner.samples(0, 1)))
                    .withMessageContaining("at least 2");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> learner.train(0, List.of(new byte[7], new byte[7])))
                    .withMessageContaining("has 7 bytes, the crops [2x16, 1x8] need 1728");
        }
    }

    @Test
    void namesEverythingThatDoesNotFitAndChangesNothing() throws IOException {
        try (SwavLearner learner = TinyLearner.of(1)) {
            List<String> before = state(learner);
            List<TensorData> saved = new ArrayList<>(learner.state().weights().readAll());
            saved.removeIf(data -> data.spec().name().equals("bn1.bias"));
            saved.replaceAll(
                    data ->
                            data.spec().name().equals("bn1.weight")
                                    ? zeros("bn1.weight", 5)
                                    : data);
            saved.add(zeros("fc.weight", 3));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> learner.restoreWeights(SavedTensors.of(saved)))
                    .withMessageContaining("unknown: fc.weight")
                    .withMessageContaining("missing: bn1.bias")
                    .withMessageContaining("bn1.weight is F32 [5], expected F32 [8]");
            assertThat(state(learner)).isEqualTo(before);
        }
    }

    /** So that restoring a large model needs no room for all of it in the Java heap. */
    @Test
    void aTensorIsInPlaceBeforeTheNextIsRead() throws IOException {
        try (SwavLearner from = TinyLearner.of(1);
                SwavLearner to = TinyLearner.of(2)) {
            TensorSource saved = from.state().weights();
            TensorSource restored = to.state().weights();
            List<TensorSpec> done = new ArrayList<>();
            to.restoreWeights(
                    new SavedTensors() {
                        @Override
                        public List<TensorSpec> specs() {
                            return saved.specs();
                        }

                        @Override
                        public TensorData read(TensorSpec spec) {
                            for (TensorSpec earlier : done) {
                                assertThat(restored.read(earlier).bytes())
                                        .as(earlier.name())
                                        .isEqualTo(saved.read(earlier).bytes());
                            }
                            done.add(spec);
                            return saved.read(spec);
                        }
                    });
            assertThat(done).isEqualTo(saved.specs());
        }
    }

    /** Everything that a learner holds, comparable. */
    private static List<String> state(SwavLearner learner) {
        List<TensorData> tensors = new ArrayList<>(learner.state().weights().readAll());
        tensors.addAll(learner.state().prototypes().readAll());
        tensors.addAll(learner.state().momentum().readAll());
        List<String> state = new ArrayList<>();
        for (TensorData data : tensors) {
            state.add(data.spec() + " " + Arrays.toString(data.bytes()));
        }
        for (int crop = 0; crop < 2; crop++) {
            state.add(Arrays.toString(learner.queue().newestFirst(crop)));
        }
        return state;
    }

    private static List<byte[]> images(int count) {
        List<byte[]> images = new ArrayList<>();
        for (byte[] sample : TinyLearner.samples(7, count)) {
            images.add(Arrays.copyOf(sample, 16 * 16 * 3));
        }
        return images;
    }

    private static TensorData zeros(String name, int length) {
        return new TensorData(
                TensorSpec.of(name, ElementType.F32, length), new byte[length * Float.BYTES]);
    }

    private static float[] floats(byte[] bytes) {
        float[] values = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }
}
