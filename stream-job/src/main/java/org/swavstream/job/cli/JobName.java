package org.swavstream.job.cli;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.swavstream.image.kafka.KafkaOptions;

/** How the job is called in Flink's web UI: {@code pipeline.name}, or after its topic. */
final class JobName {

    private JobName() {}

    static String of(Configuration configuration) {
        return configuration
                .getOptional(PipelineOptions.NAME)
                .orElseGet(() -> "swav-stream " + configuration.get(KafkaOptions.TOPIC));
    }
}
