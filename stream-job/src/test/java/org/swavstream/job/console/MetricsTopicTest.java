package org.swavstream.job.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.swavstream.job.Await;
import org.swavstream.job.broker.KafkaBroker;

class MetricsTopicTest {

    private static final Duration LOOK = Duration.ofMillis(50);

    @TempDir private Path folder;

    @Test
    void aTopicWithoutReportsAnswersAsLongAsItsBrokerRuns() throws Exception {
        KafkaBroker broker = KafkaBroker.start(folder.resolve("kafka"), folder.resolve("log"));
        try (broker;
                Admin admin =
                        Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            NewTopic topic = new NewTopic("metrics", Optional.empty(), Optional.empty());
            admin.createTopics(List.of(topic)).all().get();
            try (MetricsTopic metrics =
                    MetricsTopic.open(broker.bootstrapServers(), "metrics", Map.of())) {
                awaitAnswerAfter(metrics.answers(), metrics);
                awaitAnswerAfter(metrics.answers(), metrics);
                broker.close();
                metrics.poll(LOOK);
                long last = metrics.answers();
                for (int look = 0; look < 20; look++) {
                    assertThat(metrics.poll(LOOK)).isEmpty();
                }
                assertThat(metrics.answers()).isEqualTo(last);
            }
        }
    }

    private static void awaitAnswerAfter(long answers, MetricsTopic metrics) throws Exception {
        Await.until(
                () -> {
                    metrics.poll(LOOK);
                    return Optional.of(metrics.answers()).filter(now -> now > answers);
                });
    }
}
