package org.swavstream.job.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.swavstream.job.Await;
import org.swavstream.job.broker.KafkaBroker;
import org.swavstream.operators.report.ModelReport;
import org.swavstream.operators.report.ReportJson;

class MetricsTopicTest {

    private static final Duration LOOK = Duration.ofMillis(50);

    @TempDir private Path folder;

    @Test
    void aTopicIsWaitedForAndAnswersWithoutReportsAsLongAsItsBrokerRuns() throws Exception {
        KafkaBroker broker = KafkaBroker.start(folder.resolve("kafka"), folder.resolve("log"));
        try (broker;
                Admin admin =
                        Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            // As brokers answer for a moment about a topic that was just created.
            assertThatThrownBy(
                            () ->
                                    MetricsTopic.open(
                                            broker.bootstrapServers(),
                                            "metrics",
                                            Map.of("default.api.timeout.ms", "500")))
                    .isInstanceOf(TimeoutException.class)
                    .hasMessageContaining("metrics-0");
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

    /** Anybody may write to the topic, and what retires a model on a compacted one has no value. */
    @Test
    void whatIsNoReportIsPassedOver() throws Exception {
        try (KafkaBroker broker =
                        KafkaBroker.start(folder.resolve("kafka"), folder.resolve("log"));
                Admin admin =
                        Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            NewTopic topic = new NewTopic("metrics", Optional.empty(), Optional.empty());
            admin.createTopics(List.of(topic)).all().get();
            try (MetricsTopic metrics =
                    MetricsTopic.open(broker.bootstrapServers(), "metrics", Map.of())) {
                ModelReport report = Reports.state("cats", 7);
                write(
                        broker,
                        null,
                        "null",
                        "text",
                        "{\"type\":\"state\"}",
                        "{\"type\":\"probe\",\"model\":\"cats\"}",
                        ReportJson.text(report).replace("\"cats\"", "null"),
                        ReportJson.text(report));

                assertThat(metrics.drain(Duration.ofSeconds(30))).containsExactly(report);
            }
        }
    }

    private static void write(KafkaBroker broker, String... values) throws Exception {
        StringSerializer text = new StringSerializer();
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker.bootstrapServers()), text, text)) {
            for (String value : values) {
                producer.send(new ProducerRecord<>("metrics", value)).get();
            }
        }
    }

    @Test
    void whatCannotBeOpenedLeavesNoClientBehind() {
        assertThatThrownBy(
                        () ->
                                MetricsTopic.open(
                                        "127.0.0.1:1",
                                        "metrics",
                                        Map.of(
                                                "default.api.timeout.ms",
                                                "200",
                                                "metric.reporters",
                                                OpenClients.class.getName())))
                .isInstanceOf(TimeoutException.class);
        assertThat(OpenClients.OPENED).hasValue(1);
        assertThat(OpenClients.OPEN).hasValue(0);
    }

    /** Counts the clients that report to it. */
    public static final class OpenClients implements MetricsReporter {

        private static final AtomicInteger OPENED = new AtomicInteger();
        private static final AtomicInteger OPEN = new AtomicInteger();

        @Override
        public void configure(Map<String, ?> configuration) {
            OPENED.incrementAndGet();
            OPEN.incrementAndGet();
        }

        @Override
        public void init(List<KafkaMetric> metrics) {}

        @Override
        public void metricChange(KafkaMetric metric) {}

        @Override
        public void metricRemoval(KafkaMetric metric) {}

        @Override
        public void close() {
            OPEN.decrementAndGet();
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
