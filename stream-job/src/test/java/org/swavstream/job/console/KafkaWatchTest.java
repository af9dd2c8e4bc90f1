package org.swavstream.job.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class KafkaWatchTest {

    private final KafkaWatch watch = new KafkaWatch();

    @Test
    void anOutageAndItsEndAreToldOnceEach() {
        assertThat(watch.notice(1, seconds(1))).isEmpty();
        assertThat(watch.notice(1, seconds(11))).isEmpty();
        assertThat(watch.notice(1, seconds(12)))
                .hasValue("Kafka has not answered for 10 s; the job waits for it");
        assertThat(watch.notice(1, seconds(99))).isEmpty();
        assertThat(watch.notice(2, seconds(100))).hasValue("Kafka answers again");
        assertThat(watch.notice(3, seconds(101))).isEmpty();
        assertThat(watch.notice(3, seconds(112))).isPresent();
    }

    private static Duration seconds(long count) {
        return Duration.ofSeconds(count);
    }
}
