package org.swavstream.job.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.swavstream.image.kafka.KafkaOptions;
import org.swavstream.job.SwavOptions;
import org.swavstream.job.configuration.ConfigurationLoader;

/** Where the settings of a run come from. */
public final class RunSettings {

    private RunSettings() {}

    /**
     * The settings that a person gave: those of {@code file} win over the preset's, and {@code
     * settings} over both. A job without a name is called after its topic in Flink's web UI.
     *
     * @param preset empty for none
     * @throws org.swavstream.job.configuration.ConfigurationException with all that is wrong
     */
    public static Configuration given(
            Configuration preset, Optional<Path> file, Map<String, String> settings) {
        Configuration given =
                new ConfigurationLoader(
                                SwavOptions.all(),
                                List.of(KafkaOptions.CLIENT_PROPERTIES_PREFIX),
                                SwavOptions::problems)
                        .load(preset, file, settings);
        if (!given.contains(PipelineOptions.NAME)) {
            given.set(PipelineOptions.NAME, "swav-stream " + given.get(KafkaOptions.TOPIC));
        }
        return given;
    }
}
