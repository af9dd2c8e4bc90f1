package org.swavstream.operators.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.swavstream.operators.training.TrainerHarness.BATCH_SIZE;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.swavstream.operators.swav.Learner;
import org.swavstream.operators.swav.PreparedBatch;
import org.swavstream.operators.swav.StepResult;
import org.swavstream.operators.swav.SwavSettings;

/** Native memory that a step uses is not released under it. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class TrainerCloseTest {

    private final CompletableFuture<Void> begun = new CompletableFuture<>();
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    @Test
    void aModelIsClosedOnceTheStepInFlightHasEnded() throws Exception {
        TrainerHarness trainer = TrainerHarness.start(new SlowLearners());
        trainer.processViews(0, BATCH_SIZE);
        begun.join();
        FutureTask<Void> closing =
                new FutureTask<>(
                        () -> {
                            trainer.close();
                            return null;
                        });
        Thread task = new Thread(closing);
        task.start();
        while (!closing.isDone() && task.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertThat(closed).isFalse();
        end.complete(null);
        closing.get();
        assertThat(closed).isTrue();
    }

    private final class SlowLearners implements HashChainLearner.Learners {

        private static final long serialVersionUID = 1;

        @Override
        public Learner create(SwavSettings settings) {
            return new HashChainLearner(settings) {
                @Override
                public StepResult train(long step, PreparedBatch samples) {
                    begun.complete(null);
                    end.join();
                    return super.train(step, samples);
                }

                @Override
                public void close() {
                    closed.set(true);
                }
            };
        }
    }
}
