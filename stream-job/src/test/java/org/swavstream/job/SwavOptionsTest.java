package org.swavstream.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.configuration.ConfigOption;
import org.junit.jupiter.api.Test;
import org.swavstream.image.kafka.ClientProperties;

class SwavOptionsTest {

    /** Their values stand in messages, in savepoints and in exported models. */
    @Test
    void noOptionIsASecret() {
        assertThat(SwavOptions.all())
                .extracting(ConfigOption::key)
                .noneMatch(ClientProperties::isSecret);
    }
}
