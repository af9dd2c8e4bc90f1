package org.swavstream.operators.training;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.swavstream.operators.swav.Learner;
import org.swavstream.operators.swav.LearnerFactory;
import org.swavstream.operators.swav.QueueSettings;
import org.swavstream.operators.swav.SwavSettings;

/** Nothing but its own sense holds the index: it has no checksum. */
final class DamagedQueueIndexTest {

    @Test
    void anIndexOfAnotherShapeThanTheLearnersIsRefused() throws Exception {
        OperatorSubtaskState stored = state(new Queues(2 * TrainerHarness.QUEUE_LENGTH));
        assertThatThrownBy(
                        () ->
                                TrainerHarness.restore(
                                        stored, new Queues(TrainerHarness.QUEUE_LENGTH)))
                .isInstanceOf(JobRefusedException.class)
                .hasMessageStartingWith("cannot restore model 'default': state")
                .hasMessageContaining("'feature-queue-index' is damaged: it is QueueIndex[crops=1,")
                .hasMessageContaining("length=16,")
                .hasMessageContaining("length=8,");
    }

    private static OperatorSubtaskState state(LearnerFactory learners) throws Exception {
        try (TrainerHarness trainer = TrainerHarness.start(learners)) {
            trainer.processViews(0, TrainerHarness.BATCH_SIZE);
            return trainer.snapshot();
        }
    }

    /** Gives learners queues of a length, whatever their settings say. */
    private record Queues(int length) implements HashChainLearner.Learners {

        @Override
        public Learner create(SwavSettings given) {
            return new HashChainLearner(
                    new SwavSettings(
                            given.model(),
                            given.loss(),
                            new QueueSettings(length, given.queue().startStep()),
                            given.optimizer(),
                            given.schedule(),
                            given.crops(),
                            given.seed(),
                            given.compute()));
        }
    }
}
