package org.swavstream.operators.training;

import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.swavstream.operators.report.ModelReport;
import org.swavstream.operators.sample.PreparedSample;
import org.swavstream.operators.swav.LearnerFactory;
import org.swavstream.operators.swav.SwavLearners;

/** Makes the {@link SwavTrainer} of each subtask. */
public final class SwavTrainerFactory extends AbstractStreamOperatorFactory<ModelReport>
        implements OneInputStreamOperatorFactory<PreparedSample, ModelReport> {

    private static final long serialVersionUID = 1;

    private final TrainingSettings settings;
    private final LearnerFactory learners;

    /** Trainers of SwAV. */
    public SwavTrainerFactory(TrainingSettings settings) {
        this(settings, new SwavLearners());
    }

    /** Trainers of any kind of learner. */
    public SwavTrainerFactory(TrainingSettings settings, LearnerFactory learners) {
        this.settings = settings;
        this.learners = learners;
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as declared by Flink
    public <T extends StreamOperator<ModelReport>> T createStreamOperator(
            StreamOperatorParameters<ModelReport> parameters) {
        return (T) new SwavTrainer(parameters, settings, learners);
    }

    @Override
    @SuppressWarnings("rawtypes") // as declared by Flink
    public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
        return SwavTrainer.class;
    }
}
