package org.swavstream.job.run;

import java.io.IOException;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.swavstream.job.SwavOptions;
import org.swavstream.job.SwavTopology;
import org.swavstream.job.recovery.ResumedModels;

/** The real job. */
public final class SwavTrainingJob implements TrainingJob {

    @Override
    public Resumption resumption(String savepoint, Configuration configuration) throws IOException {
        ResumedModels models = ResumedModels.check(savepoint, SwavOptions.training(configuration));
        return new Resumption(
                models.progress(),
                models.changes(configuration.getOptional(CoreOptions.DEFAULT_PARALLELISM)));
    }

    @Override
    public void define(StreamExecutionEnvironment environment, Configuration configuration)
            throws IOException {
        SwavTopology.define(environment, configuration);
    }
}
