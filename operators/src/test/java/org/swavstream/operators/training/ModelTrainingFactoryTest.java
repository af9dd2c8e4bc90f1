package org.swavstream.operators.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.swavstream.operators.training.TrainerHarness.BATCH_SIZE;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.swavstream.operators.swav.LearnedState;
import org.swavstream.operators.swav.Learner;
import org.swavstream.operators.swav.SwavSettings;
import org.swavstream.state.safetensors.SafetensorsWriter;
import org.swavstream.state.tensor.SavedTensors;

/** A process that lacks memory may live on: what a model has of it by then is given back. */
final class ModelTrainingFactoryTest {

    private static final TrainerState NO_STATE = new TrainerState(null, null, null);

    private boolean closed;

    @Test
    void aLearnerWithoutRoomForItsCopyIsClosed() {
        assertClosed(() -> trainings(TrainerHarness.configuration()).create("default"));
    }

    @Test
    void aLearnerWithoutRoomForFirstWeightsIsClosed(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("model.safetensors");
        try (SafetensorsWriter writer = SafetensorsWriter.create(file, Map.of(), List.of())) {
            writer.finish();
        }
        Configuration warmStart =
                TrainerHarness.configuration().set(ModelOptions.WARM_START, file.toString());
        assertClosed(() -> trainings(warmStart).create("default"));
    }

    @Test
    void aLearnerWithoutRoomForStoredWeightsIsClosed() throws Exception {
        try (TrainerHarness trainer = TrainerHarness.start(new HashChainLearner.Factory())) {
            trainer.processViews(0, BATCH_SIZE);
            OperatorSubtaskState state = trainer.snapshot();
            assertClosed(() -> TrainerHarness.restore(state, new LearnersWithoutRoom()));
        }
    }

    private void assertClosed(ThrowingCallable beginning) {
        assertThatThrownBy(beginning).hasMessage("no room");
        assertThat(closed).isTrue();
    }

    private ModelTrainingFactory trainings(Configuration configuration) {
        TrainingSettings settings = TrainerHarness.settings(configuration);
        return new ModelTrainingFactory(settings, new LearnersWithoutRoom(), NO_STATE);
    }

    private final class LearnersWithoutRoom implements HashChainLearner.Learners {

        private static final long serialVersionUID = 1;

        @Override
        public Learner create(SwavSettings settings) {
            return new HashChainLearner(settings) {
                @Override
                public LearnedState state() {
                    throw new OutOfMemoryError("no room");
                }

                @Override
                public void restoreWeights(SavedTensors saved) {
                    throw new OutOfMemoryError("no room");
                }

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
