package org.swavstream.job.run;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.swavstream.job.console.CommandException;

/** How long a broker is waited for, at an address where nothing listens. */
class KafkaTopicsLimitTest {

    private static final String ABSENT = "127.0.0.1:1";

    @Test
    void theUsersLimitTakesThePlaceOfOursAndIsNamed() {
        try (KafkaTopics topics =
                new KafkaTopics(ABSENT, Map.of("default.api.timeout.ms", "600"))) {
            assertThatThrownBy(() -> topics.require("images"))
                    .isInstanceOf(CommandException.class)
                    .hasMessageContaining("no Kafka broker answers at 127.0.0.1:1 within 0.6 s;");
        }
    }

    /** Kafka refuses a limit of one request that is above that of all its attempts together. */
    @Test
    void ourLimitGivesWayToALongerOneOfASingleRequest() {
        assertThatCode(() -> new KafkaTopics(ABSENT, Map.of("request.timeout.ms", "60000")).close())
                .doesNotThrowAnyException();
    }

    @Test
    void aLimitThatIsNoNumberIsKafkasToRefuse() {
        assertThatThrownBy(
                        () ->
                                new KafkaTopics(ABSENT, Map.of("default.api.timeout.ms", "long"))
                                        .close())
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(
                        "Invalid value long for configuration default.api.timeout.ms");
    }
}
