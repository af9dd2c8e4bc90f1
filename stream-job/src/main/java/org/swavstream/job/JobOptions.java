package org.swavstream.job;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** The shape of the job itself; everything else about running it is Flink's own configuration. */
public final class JobOptions {

    public static final ConfigOption<Integer> CROP_PARALLELISM =
            ConfigOptions.key("crops.parallelism")
                    .intType()
                    .defaultValue(0)
                    .withDescription(
                            "Subtasks that decode and augment, 1 to 1024; 0 takes the parallelism of"
                                    + " the job. It never changes the model.");

    private JobOptions() {}
}
