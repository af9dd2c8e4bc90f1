package org.swavstream.job.cli;

import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.swavstream.job.SwavOptions;
import org.swavstream.job.SwavTopology;

/** The real job. */
final class SwavTrainingJob implements TrainingJob {

    @Override
    public List<ConfigOption<?>> options() {
        return SwavOptions.all();
    }

    @Override
    public List<String> problems(Configuration configuration) {
        return SwavOptions.problems(configuration);
    }

    @Override
    public void define(StreamExecutionEnvironment environment, Configuration configuration) {
        SwavTopology.define(environment, configuration);
    }
}
