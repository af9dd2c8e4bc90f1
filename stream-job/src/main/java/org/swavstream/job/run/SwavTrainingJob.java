package org.swavstream.job.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.swavstream.job.SwavOptions;
import org.swavstream.job.SwavTopology;
import org.swavstream.job.recovery.ResumedModels;
import org.swavstream.job.recovery.ResumedTransactions;

/** The job of {@link SwavTopology}, and what a savepoint of it means to its next run. */
public final class SwavTrainingJob implements TrainingJob {

    @Override
    public Resumption resumption(String savepoint, Configuration configuration) throws IOException {
        ResumedModels models = ResumedModels.check(savepoint, SwavOptions.training(configuration));
        List<String> changes =
                new ArrayList<>(
                        models.changes(configuration.getOptional(CoreOptions.DEFAULT_PARALLELISM)));
        ResumedTransactions.change(savepoint, configuration).ifPresent(changes::add);
        return new Resumption(models.progress(), changes);
    }

    @Override
    public void define(StreamExecutionEnvironment environment, Configuration configuration)
            throws IOException {
        SwavTopology.define(environment, configuration);
    }
}
