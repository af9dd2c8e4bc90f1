package org.swavstream.image.publish;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the end of each partition of a topic to find how far an earlier publish came. */
final class PublishedTail {

    /** Offsets from the end: the second look is for where others have published since. */
    private static final List<Long> LOOKS = List.of(16L, 1024L);

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final PublishTarget target;
    private final String publishId;
    private final int partitions;

    PublishedTail(PublishTarget target, String publishId, int partitions) {
        this.target = target;
        this.publishId = publishId;
        this.partitions = partitions;
    }

    /**
     * The last published index of each partition where the publish is found.
     *
     * @throws PublishException if the topic cannot be read, or had another number of partitions
     */
    Map<Integer, Long> lastIndexes() throws PublishException {
        Map<Integer, Long> last = new HashMap<>();
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties())) {
            for (TopicPartition partition : topicPartitions()) {
                find(consumer, partition, last);
            }
        } catch (KafkaException e) {
            throw failure(e.getMessage(), e);
        }
        return last;
    }

    private Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>(target.clientProperties());
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, target.bootstrapServers());
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        // Else a fetch that waits at one partition's end holds up the next partition.
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 10);
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return properties;
    }

    private List<TopicPartition> topicPartitions() {
        return IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(target.topic(), partition))
                .toList();
    }

    private void find(
            Consumer<byte[], byte[]> consumer, TopicPartition partition, Map<Integer, Long> last)
            throws PublishException {
        List<TopicPartition> one = List.of(partition);
        consumer.assign(one);
        long begin = consumer.beginningOffsets(one).get(partition);
        long end = consumer.endOffsets(one).get(partition);
        for (long look : LOOKS) {
            consumer.seek(partition, Math.max(begin, end - look));
            read(consumer, partition, end, last);
            if (last.containsKey(partition.partition())) {
                return;
            }
        }
    }

    private void read(
            Consumer<byte[], byte[]> consumer,
            TopicPartition partition,
            long end,
            Map<Integer, Long> last)
            throws PublishException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (consumer.position(partition) < end) {
            for (ConsumerRecord<byte[], byte[]> found : consumer.poll(POLL)) {
                note(found, last);
                deadline = System.nanoTime() + PATIENCE.toNanos();
            }
            if (System.nanoTime() > deadline) {
                throw failure("nothing came for " + PATIENCE.toSeconds() + " s", null);
            }
        }
    }

    private void note(ConsumerRecord<byte[], byte[]> found, Map<Integer, Long> last)
            throws PublishException {
        PublishPosition position = PublishPosition.of(found.headers()).orElse(null);
        if (position == null || !position.publishId().equals(publishId)) {
            return;
        }
        if (position.partitions() != partitions) {
            throw new PublishException(
                    ("topic %s has %d partitions and had %d when this publish began, so it cannot"
                                    + " be resumed; begin it anew, or publish to another topic")
                            .formatted(target.topic(), partitions, position.partitions()));
        }
        last.put(found.partition(), position.index());
    }

    private PublishException failure(String reason, Throwable cause) {
        return new PublishException(
                "cannot read the end of topic %s on %s: %s"
                        .formatted(target.topic(), target.bootstrapServers(), reason),
                cause);
    }
}
