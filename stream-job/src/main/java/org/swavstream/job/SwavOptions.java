package org.swavstream.job;

import java.util.List;
import java.util.SortedMap;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.swavstream.image.kafka.KafkaOptions;
import org.swavstream.job.configuration.ConfigurationException;
import org.swavstream.job.configuration.DeclaredOptions;
import org.swavstream.operators.multicrop.MultiCropOptions;
import org.swavstream.operators.probe.ProbeOptions;
import org.swavstream.operators.sequence.SequenceOptions;
import org.swavstream.operators.training.LossOptions;
import org.swavstream.operators.training.ModelOptions;
import org.swavstream.operators.training.OptimizerOptions;
import org.swavstream.operators.training.QueueOptions;
import org.swavstream.operators.training.ScheduleOptions;
import org.swavstream.operators.training.TrainOptions;

/** All options of the job. */
public final class SwavOptions {

    private static final List<Class<?>> GROUPS =
            List.of(
                    KafkaOptions.class,
                    SequenceOptions.class,
                    MultiCropOptions.class,
                    ModelOptions.class,
                    LossOptions.class,
                    QueueOptions.class,
                    OptimizerOptions.class,
                    ScheduleOptions.class,
                    TrainOptions.class,
                    ProbeOptions.class);

    private SwavOptions() {}

    /** The options of all groups, in the order of the reference. */
    public static List<ConfigOption<?>> all() {
        return DeclaredOptions.of(GROUPS);
    }

    /** Everything that is wrong with a configuration; empty if the job can start with it. */
    public static List<String> problems(Configuration configuration) {
        try {
            JobSettings.read(configuration);
            return List.of();
        } catch (ConfigurationException e) {
            return e.problems();
        }
    }

    /**
     * The settings that models are trained with, by key, defaults included.
     *
     * @throws ConfigurationException with everything that is wrong with the configuration
     */
    public static SortedMap<String, String> training(Configuration configuration) {
        return JobSettings.read(configuration).training().contract();
    }
}
