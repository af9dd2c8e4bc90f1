package org.swavstream.operators.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.swavstream.operators.training.TrainerHarness.BATCH_SIZE;
import static org.swavstream.operators.training.TrainerHarness.MODEL;
import static org.swavstream.operators.training.TrainerHarness.QUEUE_LENGTH;
import static org.swavstream.operators.training.TrainerHarness.heldOut;
import static org.swavstream.operators.training.TrainerHarness.views;

import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.throwable.ThrowableClassifier;
import org.apache.flink.runtime.throwable.ThrowableType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.swavstream.operators.natives.Devices;
import org.swavstream.operators.probe.ProbeFeatures;
import org.swavstream.operators.probe.ProbeOptions;
import org.swavstream.operators.report.StateReport;
import org.swavstream.operators.report.StepReport;
import org.swavstream.operators.report.StepTimes;
import org.swavstream.operators.sequence.SequenceOptions;
import org.swavstream.operators.swav.Learner;
import org.swavstream.operators.swav.SwavSettings;
import org.swavstream.state.ledger.RecipeDigest;

final class SwavTrainerTest {

    @Test
    void stepsOnceABatchIsComplete() throws Exception {
        try (TrainerHarness trainer = TrainerHarness.start()) {
            trainer.processViews(0, BATCH_SIZE - 1);
            assertThat(trainer.steps()).isEmpty();
            trainer.processViews(BATCH_SIZE - 1, BATCH_SIZE);
            assertThat(trainer.steps())
                    .singleElement()
                    .satisfies(
                            step -> {
                                assertThat(step.step()).isEqualTo(1);
                                assertThat(step.images()).isEqualTo(BATCH_SIZE);
                                assertThat(step.loss()).isFinite().isPositive();
                            });
        }
    }

    @Test
    void reportsWhereTheTimeOfAStepWent() throws Exception {
        try (TrainerHarness trainer = TrainerHarness.start(new HashChainLearner.Factory())) {
            trainer.processViews(0, BATCH_SIZE);
            assertThat(trainer.steps().get(0).milliseconds())
                    .usingRecursiveComparison()
                    .ignoringFields("waitForInput")
                    .isEqualTo(new StepTimes(0, 1, 2, 3, 4, 6, 5));
        }
    }

    @Test
    void theOrderOfArrivalDoesNotReachTheModel() throws Exception {
        try (TrainerHarness ordered = TrainerHarness.start();
                TrainerHarness shuffled = TrainerHarness.start()) {
            ordered.processViews(0, 2 * BATCH_SIZE);
            for (long sequence : new long[] {5, 2, 7, 0, 3, 4, 1, 6}) {
                shuffled.process(views(MODEL, sequence));
            }
            assertThat(shuffled.stateAfterSnapshot()).isEqualTo(ordered.stateAfterSnapshot());
        }
    }

    @Test
    void aSampleThatComesTwiceStopsTheJob() throws Exception {
        try (TrainerHarness trainer = TrainerHarness.start()) {
            trainer.processViews(0, BATCH_SIZE + 1);
            assertThatThrownBy(() -> trainer.processViews(2, 3))
                    .hasMessageContaining("sample 2 of model 'default' came twice");
            assertThatThrownBy(() -> trainer.processViews(BATCH_SIZE, BATCH_SIZE + 1))
                    .hasMessageContaining("sample 4 of model 'default' came twice");
        }
    }

    /**
     * Before the queue's first step, right at it, with the queue half full, full and in use; in the
     * middle of a batch and between two.
     */
    @ParameterizedTest
    @CsvSource({"3, 0", "4, 0", "8, 4", "10, 4", "12, 8", "23, 8"})
    void aRestoredModelGoesOnAsIfNothingHadHappened(long stop, int queueFill) throws Exception {
        long end = 9 * BATCH_SIZE + 1;
        try (TrainerHarness uninterrupted = TrainerHarness.start();
                TrainerHarness first = TrainerHarness.start()) {
            uninterrupted.processViews(0, end);
            first.processViews(0, stop);
            first.steps().stream()
                    .reduce((before, after) -> after)
                    .ifPresent(last -> assertThat(last.queueFill()).isEqualTo(queueFill));
            try (TrainerHarness second = TrainerHarness.restore(first.snapshot())) {
                second.processViews(stop, end);
                StateReport resumed = second.stateAfterSnapshot();
                assertThat(resumed).isEqualTo(uninterrupted.stateAfterSnapshot());
                assertThat(resumed.step()).isEqualTo(9);
                assertThat(resumed.pending()).isEqualTo(1);
                assertThat(second.steps())
                        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("milliseconds")
                        .isEqualTo(lastOf(uninterrupted.steps(), second.steps().size()));
            }
        }
    }

    /** The ring goes around, over several of the blocks that state holds it in. */
    @Test
    void aLongQueueIsRestoredInTheMiddleOfItsRing() throws Exception {
        int length = 600;
        Configuration configuration =
                TrainerHarness.configuration()
                        .set(QueueOptions.LENGTH, length)
                        .set(TrainOptions.BATCH_SIZE, 24)
                        .set(ProbeOptions.EVERY_STEPS, 0L);
        try (TrainerHarness uninterrupted = TrainerHarness.restore(null, configuration);
                TrainerHarness first = TrainerHarness.restore(null, configuration)) {
            first.processViews(0, 20 * 24);
            first.snapshot();
            first.processViews(20 * 24, 30 * 24);
            uninterrupted.processViews(0, 33 * 24);
            try (TrainerHarness second = TrainerHarness.restore(first.snapshot(), configuration)) {
                second.processViews(30 * 24, 33 * 24);
                assertThat(second.steps().get(0).queueFill()).isEqualTo(length);
                assertThat(second.stateAfterSnapshot())
                        .isEqualTo(uninterrupted.stateAfterSnapshot());
            }
        }
    }

    @Test
    void aQueueWhoseStartIsMovedBehindTheStepBeginsAnew() throws Exception {
        Configuration later = TrainerHarness.configuration().set(QueueOptions.START_STEP, 7L);
        try (TrainerHarness first = TrainerHarness.start()) {
            first.processViews(0, 5 * BATCH_SIZE);
            OperatorSubtaskState full = first.snapshot();
            try (TrainerHarness uninterrupted = TrainerHarness.restore(full, later);
                    TrainerHarness second = TrainerHarness.restore(full, later)) {
                uninterrupted.processViews(5 * BATCH_SIZE, 10 * BATCH_SIZE);
                assertThat(uninterrupted.steps().stream().map(StepReport::queueFill))
                        .containsExactly(0, 0, BATCH_SIZE, QUEUE_LENGTH, QUEUE_LENGTH);
                second.processViews(5 * BATCH_SIZE, 8 * BATCH_SIZE);
                try (TrainerHarness third = TrainerHarness.restore(second.snapshot(), later)) {
                    third.processViews(8 * BATCH_SIZE, 10 * BATCH_SIZE);
                    assertThat(third.stateAfterSnapshot())
                            .isEqualTo(uninterrupted.stateAfterSnapshot());
                }
            }
        }
    }

    /** A learning rate at which everything overflows after a few steps. */
    @Test
    void aStepThatIsNotFiniteEndsTheJobAndLeavesTheLastGoodState() throws Exception {
        Configuration diverging =
                TrainerHarness.configuration()
                        .set(OptimizerOptions.LEARNING_RATE, 1000.0)
                        .set(OptimizerOptions.TRUST_COEFFICIENT, 1.0);
        try (TrainerHarness trainer = TrainerHarness.restore(null, diverging);
                TrainerHarness sound = TrainerHarness.restore(null, diverging)) {
            Throwable failure = catchThrowable(() -> trainer.processViews(0, 100 * BATCH_SIZE));
            int good = trainer.steps().size();
            assertThat(good).isPositive();
            assertThat(failure)
                    .isInstanceOf(TrainingStoppedException.class)
                    .hasMessageContaining("training of model 'default' stopped")
                    .hasMessageContaining(
                            "on the records from images-0@%d to images-0@%d"
                                    .formatted(good * BATCH_SIZE, (good + 1) * BATCH_SIZE - 1))
                    .hasMessageContaining("at step " + good + ": ")
                    .hasMessageContaining("nothing was changed. Look at the images of this batch")
                    .hasMessageContaining("lower the learning rate or raise epsilon");
            assertThat(ThrowableClassifier.getThrowableType(failure))
                    .isEqualTo(ThrowableType.NonRecoverableError);
            sound.processViews(0, (long) good * BATCH_SIZE);
            trainer.snapshot();
            sound.snapshot();
            assertThat(trainer.latestState().weightsDigest())
                    .isEqualTo(sound.latestState().weightsDigest());
            assertThat(trainer.latestState().ledgerDigest())
                    .isEqualTo(sound.latestState().ledgerDigest());
        }
    }

    /** Predictions of such a temperature are uniform, so the loss is ln K; two steps are frozen. */
    @Test
    void stepsAtLnKAreCountedAfterTheFreezeAndAcrossARestore() throws Exception {
        Configuration uniform = TrainerHarness.configuration().set(LossOptions.TEMPERATURE, 10.0);
        try (TrainerHarness first = TrainerHarness.restore(null, uniform)) {
            first.processViews(0, 4 * BATCH_SIZE);
            assertThat(first.steps())
                    .extracting(StepReport::stepsAtLnK)
                    .containsExactly(0L, 0L, 1L, 2L);
            OperatorSubtaskState state = first.snapshot();
            try (TrainerHarness second = TrainerHarness.restore(state, uniform);
                    TrainerHarness recovered = TrainerHarness.restore(state)) {
                second.processViews(4 * BATCH_SIZE, 5 * BATCH_SIZE);
                assertThat(second.steps().get(0).stepsAtLnK()).isEqualTo(3);
                recovered.processViews(4 * BATCH_SIZE, 5 * BATCH_SIZE);
                assertThat(recovered.steps().get(0).stepsAtLnK()).isZero();
            }
        }
    }

    @Test
    void snapshotsInBetweenDoNotReachTheModel() throws Exception {
        try (TrainerHarness often = TrainerHarness.start();
                TrainerHarness once = TrainerHarness.start()) {
            for (long sequence = 0; sequence < 3 * BATCH_SIZE; sequence++) {
                often.processViews(sequence, sequence + 1);
                often.snapshot();
            }
            once.processViews(0, 3 * BATCH_SIZE);
            once.snapshot();
            assertThat(often.latestState().weightsDigest())
                    .isEqualTo(once.latestState().weightsDigest());
        }
    }

    @Test
    void modelsOfOneSubtaskAreIndependent() throws Exception {
        try (TrainerHarness together = TrainerHarness.start();
                TrainerHarness alone = TrainerHarness.start()) {
            for (long sequence = 0; sequence < 2 * BATCH_SIZE; sequence++) {
                together.process(views("cats", sequence), views(MODEL, sequence));
            }
            alone.processViews(0, 2 * BATCH_SIZE);
            OperatorSubtaskState both = together.snapshot();
            alone.snapshot();
            assertThat(together.latestState().model()).isEqualTo(MODEL);
            assertThat(together.latestState().weightsDigest())
                    .isEqualTo(alone.latestState().weightsDigest());
            try (TrainerHarness restored = TrainerHarness.restore(both)) {
                restored.snapshot();
                assertThat(restored.latestState().weightsDigest())
                        .isEqualTo(alone.latestState().weightsDigest());
            }
        }
    }

    @Test
    void stateOfAnotherNetworkIsRefusedWithAllDifferences() throws Exception {
        Configuration other =
                TrainerHarness.configuration()
                        .set(ModelOptions.PROTOTYPES, 7)
                        .set(TrainOptions.BATCH_SIZE, 2);
        try (TrainerHarness trainer = TrainerHarness.start()) {
            trainer.processViews(0, 1);
            OperatorSubtaskState state = trainer.snapshot();
            Throwable failure = catchThrowable(() -> TrainerHarness.restore(state, other));
            assertThat(failure)
                    .isInstanceOf(JobRefusedException.class)
                    .hasMessageStartingWith("the stored state of model 'default' does not fit")
                    .hasMessageContaining("model.prototypes was 6, is 7")
                    .hasMessageContaining("train.batch-size was 4, is 2");
            assertThat(ThrowableClassifier.getThrowableType(failure))
                    .isEqualTo(ThrowableType.NonRecoverableError);
        }
    }

    /** Stored images have one size, and those that come would have another. */
    @Test
    void heldOutImagesOfAnotherSizeAreRefused() throws Exception {
        Configuration other = TrainerHarness.configuration().set(ProbeOptions.SIDE, 32);
        try (TrainerHarness trainer = TrainerHarness.start()) {
            for (int slot = 0; slot < 4; slot++) {
                trainer.process(heldOut(slot));
            }
            OperatorSubtaskState state = trainer.snapshot();
            assertThatThrownBy(() -> TrainerHarness.restore(state, other))
                    .hasMessageContaining("probe.side was 0, is 32");
        }
    }

    @Test
    void aDeviceThatIsNotThereEndsTheJob() {
        Configuration other = TrainerHarness.configuration().set(TrainOptions.DEVICE, "cuda:99");
        Throwable failure = catchThrowable(() -> TrainerHarness.restore(null, other));
        assertThat(failure).hasMessageContaining("device 'cuda:99' was asked for");
        assertThat(ThrowableClassifier.getThrowableType(failure))
                .isEqualTo(ThrowableType.NonRecoverableError);
    }

    /** Flink then tries again, unlike with state that is damaged. */
    @Test
    void aStoreThatCannotBeReadForAWhileDoesNotEndTheJobForGood() throws Exception {
        try (TrainerHarness trainer = TrainerHarness.start()) {
            trainer.processViews(0, BATCH_SIZE);
            OperatorSubtaskState unreadable = UnreadableStore.of(trainer.snapshot());
            Throwable failure = catchThrowable(() -> TrainerHarness.restore(unreadable));
            assertThat(failure).hasRootCauseMessage(UnreadableStore.MESSAGE);
            assertThat(ThrowableClassifier.getThrowableType(failure))
                    .isEqualTo(ThrowableType.RecoverableError);
        }
    }

    @Test
    void harmlessSettingsMayChange() throws Exception {
        Configuration other =
                TrainerHarness.configuration().set(OptimizerOptions.LEARNING_RATE, 0.01);
        try (TrainerHarness trainer = TrainerHarness.start()) {
            trainer.processViews(0, BATCH_SIZE);
            try (TrainerHarness resumed = TrainerHarness.restore(trainer.snapshot(), other)) {
                resumed.processViews(BATCH_SIZE, 2 * BATCH_SIZE);
                assertThat(resumed.steps().get(0).learningRate()).isEqualTo(0.01);
            }
        }
    }

    /** Which settings leave open, and the bits of a model depend on. */
    @Test
    void stateHasTheThreadsAndTheDeviceOfTheMachine() throws Exception {
        Configuration open =
                TrainerHarness.configuration()
                        .set(TrainOptions.THREADS, 0)
                        .set(TrainOptions.DEVICE, "auto");
        Machine machine = new Machine(8, "cuda:0");
        try (TrainerHarness trainer = TrainerHarness.restore(null, open, machine)) {
            trainer.processViews(0, BATCH_SIZE);
            OperatorSubtaskState state = trainer.snapshot();
            RecipeDigest recipe = trainer.progress().recipe();
            assertThat(trainer.progress().settings())
                    .containsEntry("train.threads", "8")
                    .containsEntry("train.device", "cuda:0");
            assertThat(recipeOn(machine, state, open)).isEqualTo(recipe);
            assertThat(recipeOn(new Machine(4, "cuda:0"), state, open)).isNotEqualTo(recipe);
            assertThat(recipeOn(new Machine(8, "cpu"), state, open)).isNotEqualTo(recipe);
        }
    }

    private static RecipeDigest recipeOn(
            Machine machine, OperatorSubtaskState state, Configuration configuration)
            throws Exception {
        try (TrainerHarness trainer = TrainerHarness.restore(state, configuration, machine)) {
            trainer.snapshot();
            return trainer.progress().recipe();
        }
    }

    /** Makes learners where settings that are left open come out like this. */
    private record Machine(int cores, String device) implements HashChainLearner.Learners {

        @Override
        public int prepareThread(int threads) {
            return threads == 0 ? cores : threads;
        }

        @Override
        public Devices.Choice device(SwavSettings settings) {
            return new Devices.Choice(device, "the test says so");
        }

        @Override
        public Learner create(SwavSettings settings) {
            return new HashChainLearner(settings);
        }
    }

    @Test
    void heldOutImagesAreMeasuredAndNotTrainedOn() throws Exception {
        try (TrainerHarness measured = TrainerHarness.start();
                TrainerHarness plain = TrainerHarness.start()) {
            for (int slot = 0; slot < 6; slot++) {
                measured.process(heldOut(slot));
            }
            measured.processViews(0, 2 * BATCH_SIZE);
            plain.processViews(0, 2 * BATCH_SIZE);
            assertThat(plain.probes()).isEmpty();
            assertThat(measured.probes())
                    .singleElement()
                    .satisfies(
                            probe -> {
                                assertThat(probe.step()).isEqualTo(2);
                                assertThat(probe.labels()).hasSize(6).contains("even", "odd");
                            });
            assertThat(measured.stateAfterSnapshot()).isEqualTo(plain.stateAfterSnapshot());
        }
    }

    @Test
    void aJobThatAllowsFewerProbeImagesMeasuresFewer() throws Exception {
        Configuration fewer = TrainerHarness.configuration().set(SequenceOptions.MAX_IMAGES, 5);
        try (TrainerHarness trainer = TrainerHarness.start()) {
            for (int slot = 0; slot < 8; slot++) {
                trainer.process(heldOut(slot));
            }
            try (TrainerHarness resumed = TrainerHarness.restore(trainer.snapshot(), fewer)) {
                resumed.processViews(0, 2 * BATCH_SIZE);
                assertThat(resumed.probes().get(0).labels()).hasSize(5);
            }
        }
    }

    @Test
    void theUntrainedNetworkIsTheSameAfterARestore() throws Exception {
        try (TrainerHarness trainer = TrainerHarness.start()) {
            for (int slot = 0; slot < 4; slot++) {
                trainer.process(heldOut(slot));
            }
            trainer.processViews(0, 2 * BATCH_SIZE);
            try (TrainerHarness resumed = TrainerHarness.restore(trainer.snapshot())) {
                resumed.processViews(2 * BATCH_SIZE, 4 * BATCH_SIZE);
                ProbeFeatures before = trainer.probes().get(0);
                ProbeFeatures after = resumed.probes().get(0);
                assertThat(after.untrained().features()).isEqualTo(before.untrained().features());
                assertThat(after.untrained().loss()).isEqualTo(before.untrained().loss());
                assertThat(after.trained().features()).isNotEqualTo(before.trained().features());
            }
        }
    }

    private static List<StepReport> lastOf(List<StepReport> steps, int count) {
        return steps.subList(steps.size() - count, steps.size());
    }
}
