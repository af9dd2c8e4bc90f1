package org.swavstream.job.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.swavstream.image.kafka.KafkaOptions;
import org.swavstream.job.JobOptions;
import org.swavstream.job.cluster.LocalCluster;
import org.swavstream.job.configuration.ConfigurationLoader;

/** Where the settings of a run come from. */
final class LocalSettings {

    private LocalSettings() {}

    /**
     * The settings that a person gave: those of {@code file} win over the preset's, and {@code
     * settings} over both.
     *
     * @throws org.swavstream.job.configuration.ConfigurationException with all that is wrong
     */
    static Configuration given(
            TrainingJob training,
            Optional<Preset> preset,
            Optional<Path> file,
            Map<String, String> settings)
            throws IOException {
        Configuration base = preset.isPresent() ? preset.get().settings() : new Configuration();
        return new ConfigurationLoader(
                        training.options(),
                        List.of(KafkaOptions.CLIENT_PROPERTIES_PREFIX),
                        training::problems)
                .load(base, file, settings);
    }

    /**
     * Those of the local cluster, with what was {@code given} above them.
     *
     * @throws org.swavstream.job.configuration.ConfigurationException if this machine lacks what
     *     they name
     */
    static Configuration withCluster(Launcher launcher, RunFolder folder, Configuration given)
            throws IOException {
        Configuration configuration = LocalCluster.settings(launcher.home(), folder.path());
        configuration.addAll(given);
        if (!configuration.contains(TaskManagerOptions.NUM_TASK_SLOTS)) {
            configuration.set(TaskManagerOptions.NUM_TASK_SLOTS, slots(configuration));
        }
        ThisMachine.check(given);
        return configuration;
    }

    /** One for each subtask of the widest operator; Flink would wait for more for ever. */
    private static int slots(Configuration configuration) {
        int subtasks =
                Math.max(
                        configuration.get(CoreOptions.DEFAULT_PARALLELISM),
                        configuration.get(JobOptions.CROP_PARALLELISM));
        return Math.max(subtasks, Runtime.getRuntime().availableProcessors());
    }
}
