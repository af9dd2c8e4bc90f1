package org.swavstream.job.console;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.swavstream.operators.report.ModelReport;
import org.swavstream.operators.report.ReportJson;

/**
 * The reports that a job writes to its metrics topic from now on.
 *
 * <p>They are read before their transactions are committed: a live line would lag a checkpoint
 * behind otherwise. After a failure some are therefore seen twice. It owns its Kafka consumer.
 */
public final class MetricsTopic implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MetricsTopic.class);

    /** A metric of the consumer: fetches that were answered, whether with records or without. */
    private static final String ANSWERS = "fetch-total";

    private final Consumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;

    private MetricsTopic(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        this.consumer = consumer;
        this.partitions = partitions;
    }

    /**
     * Begins at the end of the topic, which must exist.
     *
     * @param clientProperties handed to the consumer, for instance for TLS
     * @throws org.apache.kafka.common.errors.TimeoutException if no broker tells that end
     */
    public static MetricsTopic open(
            String bootstrapServers, String topic, Map<String, String> clientProperties) {
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        var bytes = new ByteArrayDeserializer();
        Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties, bytes, bytes);
        try {
            return new MetricsTopic(consumer, atEnd(consumer, topic));
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    private static List<TopicPartition> atEnd(Consumer<byte[], byte[]> consumer, String topic) {
        List<TopicPartition> partitions = partitions(consumer, topic);
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // The end is looked up lazily; what is written after this call must be read.
        partitions.forEach(consumer::position);
        return partitions;
    }

    /** A topic that no broker tells of was created a moment ago, with one partition. */
    private static List<TopicPartition> partitions(
            Consumer<byte[], byte[]> consumer, String topic) {
        List<TopicPartition> told =
                consumer.partitionsFor(topic).stream()
                        .map(partition -> new TopicPartition(topic, partition.partition()))
                        .toList();
        return told.isEmpty() ? List.of(new TopicPartition(topic, 0)) : told;
    }

    /** The reports that came since the last call; waits at most {@code limit} for the first. */
    public List<ModelReport> poll(Duration limit) {
        return parse(consumer.poll(limit));
    }

    /**
     * The reports up to what is now the topic's end, or as many as arrive within {@code limit}.
     *
     * @throws org.apache.kafka.common.KafkaException if Kafka does not tell the end in time
     */
    public List<ModelReport> drain(Duration limit) {
        List<ModelReport> reports = new ArrayList<>();
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, limit);
        long deadline = System.nanoTime() + limit.toNanos();
        while (!isAt(ends) && System.nanoTime() - deadline < 0) {
            reports.addAll(poll(Duration.ofMillis(100)));
        }
        return reports;
    }

    /** How many answers Kafka has given so far; while it can be reached, some every second. */
    public long answers() {
        return consumer.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals(ANSWERS))
                .mapToLong(metric -> ((Number) metric.metricValue()).longValue())
                .sum();
    }

    @Override
    public void close() {
        consumer.close();
    }

    private boolean isAt(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private static List<ModelReport> parse(ConsumerRecords<byte[], byte[]> records) {
        List<ModelReport> reports = new ArrayList<>();
        records.forEach(
                record -> {
                    try {
                        reports.add(ReportJson.parse(record.value()));
                    } catch (IOException e) {
                        LOG.warn("no report at offset {} of the metrics topic", record.offset(), e);
                    }
                });
        return reports;
    }
}
