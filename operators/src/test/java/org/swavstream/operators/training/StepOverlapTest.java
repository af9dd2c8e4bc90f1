package org.swavstream.operators.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.swavstream.operators.training.TrainerHarness.BATCH_SIZE;
import static org.swavstream.operators.training.TrainerHarness.MODEL;
import static org.swavstream.operators.training.TrainerHarness.views;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFinalizer;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.swavstream.operators.report.StateReport;
import org.swavstream.operators.report.StepReport;
import org.swavstream.operators.sample.PreparedSample.Views;
import org.swavstream.operators.swav.LearnedState;
import org.swavstream.operators.swav.Learner;
import org.swavstream.operators.swav.PreparedBatch;
import org.swavstream.operators.swav.StepResult;
import org.swavstream.operators.swav.SwavSettings;

final class StepOverlapTest {

    private static final int STEPS = 20;
    private static final int COLLECTIONS = 20;
    private static final long MAX_WAIT_SECONDS = 20;
    private static final Progress PROGRESS = new Progress();

    /** Each step ends only when the two batches after it have been taken in. */
    @Test
    @Timeout(60)
    void twoBatchesArriveDuringAStepAndNoMore() throws Exception {
        try (TrainerHarness trainer = TrainerHarness.start(new ImpatientLearners())) {
            for (long sequence = 0; sequence < STEPS * BATCH_SIZE; sequence++) {
                trainer.process(views(MODEL, sequence));
                assertThat(PROGRESS.sampleTaken()).isLessThanOrEqualTo(3 * BATCH_SIZE);
            }
            assertThat(trainer.steps()).hasSize(STEPS);
        }
    }

    /** That of the step in flight, and beside it the next one; each takes native memory. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    @Timeout(60)
    void twoBatchesArePreparedForAnyNumberOfModels(int models) throws Exception {
        CountingLearners learners = new CountingLearners();
        try (TrainerHarness trainer = TrainerHarness.start(learners)) {
            for (long batch = 0; batch < 3; batch++) {
                long first = batch / models * BATCH_SIZE;
                for (long sequence = first; sequence < first + BATCH_SIZE; sequence++) {
                    trainer.process(views("model-" + batch % models, sequence));
                }
            }
            learners.mayEnd.complete(null);
            assertThat(trainer.steps()).hasSize(3);
            assertThat(learners.mostPrepared).isEqualTo(2);
        }
    }

    /** Whether a checkpoint had them or not: they are most of what is on the heap. */
    @Test
    void samplesAreGoneOnceTheyAreTrainedOn() throws Exception {
        try (TrainerHarness trainer = TrainerHarness.start()) {
            WeakReference<Views> first = process(views(MODEL, 0), trainer);
            trainer.snapshot();
            assertThat(trainer.latestState().pending()).isEqualTo(1);
            trainer.processViews(1, BATCH_SIZE);
            assertThat(trainer.steps()).hasSize(1);
            for (int i = 0; i < COLLECTIONS && first.get() != null; i++) {
                System.gc();
            }
            assertThat(first.get()).isNull();
        }
    }

    private static WeakReference<Views> process(Views sample, TrainerHarness trainer)
            throws Exception {
        trainer.process(sample);
        return new WeakReference<>(sample);
    }

    /** The step in flight is awaited; that on the batch ahead of it is left to whoever restores. */
    @Test
    void aBatchAheadOfTheStepInFlightIsState() throws Exception {
        try (TrainerHarness first = TrainerHarness.start();
                TrainerHarness uninterrupted = TrainerHarness.start()) {
            first.processViews(0, 2 * BATCH_SIZE);
            OperatorSubtaskState atOnce = first.snapshotAtOnce();
            assertThat(first.latestState())
                    .returns(1L, StateReport::step)
                    .returns(BATCH_SIZE, StateReport::pending);
            uninterrupted.processViews(0, 3 * BATCH_SIZE);
            uninterrupted.snapshot();
            try (TrainerHarness second = TrainerHarness.restore(atOnce)) {
                assertThat(second.steps()).extracting(StepReport::step).containsExactly(2L);
                second.processViews(2 * BATCH_SIZE, 3 * BATCH_SIZE);
                second.snapshot();
                assertThat(second.latestState().weightsDigest())
                        .isEqualTo(uninterrupted.latestState().weightsDigest());
                assertThat(second.latestState().ledgerDigest())
                        .isEqualTo(uninterrupted.latestState().ledgerDigest());
            }
        }
    }

    /** A barrier comes in the middle of a batch; the complete one before that is left for it. */
    @Test
    void aBarrierWithinABatchLeavesACompleteOneToTrainOnMeanwhile() throws Exception {
        try (TrainerHarness trainer = TrainerHarness.start()) {
            trainer.processViews(0, 2 * BATCH_SIZE + 1);
            trainer.snapshotAtOnce();
            assertThat(trainer.latestState())
                    .returns(1L, StateReport::step)
                    .returns(BATCH_SIZE + 1, StateReport::pending);
            assertThat(trainer.steps()).hasSize(2);
        }
    }

    /** As when the input of a replay has ended: three batches become complete at once. */
    @Test
    void theSecondBarrierAfterTheLastInputFindsAllBatchesTrained() throws Exception {
        try (TrainerHarness trainer = TrainerHarness.start()) {
            trainer.processViews(1, 3 * BATCH_SIZE);
            trainer.processViews(0, 1);
            trainer.snapshotAtOnce();
            assertThat(trainer.latestState()).returns(1L, StateReport::step);
            trainer.snapshotAtOnce();
            assertThat(trainer.latestState())
                    .returns(3L, StateReport::step)
                    .returns(0, StateReport::pending);
        }
    }

    /**
     * What the checkpoint holds is the model at the barrier, though the next step runs meanwhile.
     */
    @Test
    void theStepThatRunsWhileACheckpointIsWrittenDoesNotReachIt() throws Exception {
        try (TrainerHarness trainer = TrainerHarness.start();
                TrainerHarness plain = TrainerHarness.start()) {
            assertHoldsTheModelOfOneStep(trainer, plain);
        }
    }

    /** The first step's copy is complete only when the second has begun. */
    @Test
    @Timeout(60)
    void theNextStepRunsDuringTheCopy() throws Exception {
        try (TrainerHarness trainer = TrainerHarness.start(new SlowCopyLearners());
                TrainerHarness plain = TrainerHarness.start(new HashChainLearner.Factory())) {
            assertHoldsTheModelOfOneStep(trainer, plain);
        }
    }

    private static void assertHoldsTheModelOfOneStep(TrainerHarness trainer, TrainerHarness plain)
            throws Exception {
        plain.processViews(0, BATCH_SIZE);
        plain.snapshot();
        trainer.processViews(0, 2 * BATCH_SIZE);
        trainer.snapshotAtOnce();
        assertThat(trainer.latestState().weightsDigest())
                .isEqualTo(plain.latestState().weightsDigest());
        assertThat(trainer.steps()).hasSize(2);
    }

    /** The one before is written only when the next barrier is there, and holds its own model. */
    @Test
    @Timeout(60)
    void aCopyIsNotOverwrittenWhileACheckpointReadsIt() throws Exception {
        try (TrainerHarness trainer = TrainerHarness.start()) {
            trainer.processViews(0, BATCH_SIZE);
            OperatorSnapshotFutures futures = trainer.beginSnapshot();
            String digest = trainer.latestState().weightsDigest();
            trainer.processViews(BATCH_SIZE, 2 * BATCH_SIZE);
            assertThat(trainer.steps()).hasSize(2);

            CompletableFuture<OperatorSubtaskState> written = new CompletableFuture<>();
            trainer.doOnceTheTaskWaits(
                    () ->
                            written.complete(
                                    OperatorSnapshotFinalizer.create(futures)
                                            .getJobManagerOwnedState()));
            trainer.snapshotAtOnce();

            assertThat(trainer.latestState().weightsDigest()).isNotEqualTo(digest);
            assertThat(written).isCompleted();
            try (TrainerHarness restored = TrainerHarness.restore(written.get())) {
                restored.snapshot();
                assertThat(restored.latestState().weightsDigest()).isEqualTo(digest);
            }
        }
    }

    /** Samples that the operator has taken, and steps that are done. */
    private static final class Progress {

        private long taken;
        private long steps;

        /** Returns the number of samples that are not trained on yet. */
        synchronized long sampleTaken() {
            taken++;
            notifyAll();
            return taken - steps * BATCH_SIZE;
        }

        synchronized void stepDone() {
            steps++;
        }

        synchronized void awaitBatchesAfter(long step) throws InterruptedException {
            long needed = Math.min(step + 3, STEPS) * BATCH_SIZE;
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MAX_WAIT_SECONDS);
            while (taken < needed) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    throw new IllegalStateException(
                            "%d samples were taken in step %d, not %d"
                                    .formatted(taken, step, needed));
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        }
    }

    /** Makes learners that wait in each step for the batches after it. */
    private static final class ImpatientLearners implements HashChainLearner.Learners {

        private static final long serialVersionUID = 1;

        @Override
        public Learner create(SwavSettings settings) {
            return new HashChainLearner(settings) {
                @Override
                public StepResult train(long step, PreparedBatch samples) {
                    StepResult result = super.train(step, samples);
                    try {
                        PROGRESS.awaitBatchesAfter(step);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException("the test is over", e);
                    }
                    PROGRESS.stepDone();
                    return result;
                }
            };
        }
    }

    /** Makes learners that count the batches prepared and not trained on. */
    private static final class CountingLearners implements HashChainLearner.Learners {

        private static final long serialVersionUID = 1;

        private final CompletableFuture<Void> mayEnd = new CompletableFuture<>();
        private final AtomicInteger prepared = new AtomicInteger();
        private int mostPrepared;

        @Override
        public Learner create(SwavSettings settings) {
            return new HashChainLearner(settings) {
                @Override
                public PreparedBatch prepare(List<byte[]> samples) {
                    mostPrepared = Math.max(mostPrepared, prepared.incrementAndGet());
                    return super.prepare(samples);
                }

                @Override
                public StepResult train(long step, PreparedBatch samples) {
                    mayEnd.orTimeout(MAX_WAIT_SECONDS, TimeUnit.SECONDS).join();
                    prepared.decrementAndGet();
                    return super.train(step, samples);
                }
            };
        }
    }

    /** Makes learners whose copies, but for that of a new model, take until the second step. */
    private static final class SlowCopyLearners implements HashChainLearner.Learners {

        private static final long serialVersionUID = 1;

        @Override
        public Learner create(SwavSettings settings) {
            return new HashChainLearner(settings) {

                private final CountDownLatch secondStep = new CountDownLatch(1);
                private boolean copied;

                @Override
                public StepResult train(long step, PreparedBatch samples) {
                    if (step == 1) {
                        secondStep.countDown();
                    }
                    return super.train(step, samples);
                }

                @Override
                public LearnedState completeCopy() {
                    try {
                        if (copied) {
                            secondStep.await();
                        }
                    } catch (InterruptedException e) {
                        throw new IllegalStateException("the second step waits for the copy", e);
                    }
                    copied = true;
                    return super.completeCopy();
                }
            };
        }
    }
}
