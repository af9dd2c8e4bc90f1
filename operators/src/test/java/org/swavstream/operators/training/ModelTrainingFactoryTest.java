package org.swavstream.operators.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.swavstream.operators.swav.Learner;
import org.swavstream.operators.swav.SwavSettings;

final class ModelTrainingFactoryTest {

    private static final TrainerState NO_STATE = new TrainerState(null, null, null);

    private boolean closed;

    @Test
    void aLearnerWithoutRoomForItsCopyIsClosed() {
        TrainingSettings settings = TrainerHarness.settings(TrainerHarness.configuration());
        ModelTrainingFactory trainings =
                new ModelTrainingFactory(settings, new LearnersWithoutRoom(), NO_STATE);
        assertThatThrownBy(() -> trainings.create("default")).hasMessage("no room");
        assertThat(closed).isTrue();
    }

    private final class LearnersWithoutRoom implements HashChainLearner.Learners {

        private static final long serialVersionUID = 1;

        @Override
        public Learner create(SwavSettings settings) {
            return new HashChainLearner(settings) {
                @Override
                public void beginCopy() {
                    throw new OutOfMemoryError("no room");
                }

                @Override
                public void close() {
                    closed = true;
                }
            };
        }
    }
}
