package org.swavstream.tests;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.swavstream.operators.report.ModelReport;
import org.swavstream.operators.report.ReportJson;
import org.swavstream.operators.report.StateReport;

/** Follows a metrics topic from now on. */
final class MetricsReader implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Consumer<byte[], byte[]> consumer;
    private final Duration limit;
    private final Deque<ModelReport> unread = new ArrayDeque<>();

    MetricsReader(String bootstrapServers, String topic) {
        this(bootstrapServers, topic, LIMIT);
    }

    /**
     * @param limit longest wait for a report
     */
    MetricsReader(String bootstrapServers, String topic, Duration limit) {
        this.limit = limit;
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", bootstrapServers), bytes, bytes);
        List<TopicPartition> partitions = List.of(new TopicPartition(topic, 0));
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        consumer.position(partitions.get(0));
    }

    /** The next report that is of {@code type} and as {@code wanted}; those before are dropped. */
    <T extends ModelReport> T await(Class<T> type, Predicate<T> wanted) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() < deadline) {
            while (!unread.isEmpty()) {
                ModelReport report = unread.poll();
                if (type.isInstance(report) && wanted.test(type.cast(report))) {
                    return type.cast(report);
                }
            }
            poll();
        }
        throw new AssertionError("no such %s within %s".formatted(type.getSimpleName(), limit));
    }

    /**
     * Waits for a checkpoint: only a job of which every task runs makes one, and can be stopped.
     */
    void awaitAllTasks() throws IOException {
        await(StateReport.class, state -> true);
    }

    /**
     * Waits for a complete checkpoint. The report of one comes before it is complete, that of the
     * next one after it.
     *
     * @param step that a model has come to in it, or a later one
     */
    void awaitCheckpoint(long step) throws IOException {
        long checkpoint = await(StateReport.class, state -> state.step() >= step).checkpoint();
        await(StateReport.class, state -> state.checkpoint() > checkpoint);
    }

    /** The last report of {@code type} that is on the topic now. */
    <T extends ModelReport> T latest(Class<T> type) throws IOException {
        List<T> reports = all(type);
        return reports.get(reports.size() - 1);
    }

    /** All reports of {@code type} that are on the topic now and were not read before. */
    <T extends ModelReport> List<T> all(Class<T> type) throws IOException {
        TopicPartition partition = consumer.assignment().iterator().next();
        long end = consumer.endOffsets(List.of(partition)).get(partition);
        while (consumer.position(partition) < end) {
            poll();
        }
        List<T> reports = unread.stream().filter(type::isInstance).map(type::cast).toList();
        unread.clear();
        return reports;
    }

    /** Leaves out everything that is on the topic now. */
    void skip() {
        unread.clear();
        consumer.seekToEnd(consumer.assignment());
        consumer.assignment().forEach(consumer::position);
    }

    private void poll() throws IOException {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
            unread.add(ReportJson.parse(record.value()));
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
