package org.swavstream.image.publish;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the ends of partitions of a topic to find how far an earlier publish came. */
final class PublishedTail {

    /** Offsets from the end. */
    private static final List<Long> SHORT_LOOK = List.of(16L);

    /** The second look is for where others have published since. */
    private static final List<Long> LOOKS = List.of(16L, 1024L);

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final PublishTarget target;
    private final String publishId;
    private final Partitioning partitioning;
    private final BooleanSupplier stopped;
    private final Map<Integer, Long> lastIndexes = new HashMap<>();

    PublishedTail(
            PublishTarget target,
            String publishId,
            Partitioning partitioning,
            BooleanSupplier stopped) {
        this.target = target;
        this.publishId = publishId;
        this.partitioning = partitioning;
        this.stopped = stopped;
    }

    /**
     * The last published index of each partition where the publish is found, or empty where it was
     * stopped before that is known.
     *
     * @throws PublishException if the topic cannot be read, or had another number of partitions
     */
    Optional<Map<Integer, Long>> lastIndexes() throws PublishException {
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties())) {
            find(consumer, partitions(partitioning::takes), LOOKS);
            if (lastIndexes.isEmpty()) {
                // With fewer partitions, the topic had the key in another one. The longer look is
                // not worth it: before a key's first publish it would read all partitions.
                find(consumer, partitions(partition -> !partitioning.takes(partition)), SHORT_LOOK);
            }
        } catch (InterruptException e) {
            return Optional.empty();
        } catch (KafkaException e) {
            throw failure(PublishException.reason(e).getMessage(), e);
        }
        return stopped.getAsBoolean() ? Optional.empty() : Optional.of(lastIndexes);
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

    private List<TopicPartition> partitions(IntPredicate wanted) {
        return IntStream.range(0, partitioning.partitions())
                .filter(wanted)
                .mapToObj(partition -> new TopicPartition(target.topic(), partition))
                .toList();
    }

    private void find(
            Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions, List<Long> looks)
            throws PublishException {
        for (TopicPartition partition : partitions) {
            if (!stopped.getAsBoolean()) {
                find(consumer, partition, looks);
            }
        }
    }

    private void find(Consumer<byte[], byte[]> consumer, TopicPartition partition, List<Long> looks)
            throws PublishException {
        List<TopicPartition> one = List.of(partition);
        consumer.assign(one);
        long begin = consumer.beginningOffsets(one).get(partition);
        long end = consumer.endOffsets(one).get(partition);
        for (long look : looks) {
            consumer.seek(partition, Math.max(begin, end - look));
            read(consumer, partition, end);
            if (lastIndexes.containsKey(partition.partition())) {
                return;
            }
        }
    }

    private void read(Consumer<byte[], byte[]> consumer, TopicPartition partition, long end)
            throws PublishException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!stopped.getAsBoolean() && consumer.position(partition) < end) {
            for (ConsumerRecord<byte[], byte[]> found : consumer.poll(POLL)) {
                note(found);
                deadline = System.nanoTime() + PATIENCE.toNanos();
            }
            if (System.nanoTime() > deadline) {
                throw failure("nothing came for " + PATIENCE.toSeconds() + " s", null);
            }
        }
    }

    private void note(ConsumerRecord<byte[], byte[]> found) throws PublishException {
        PublishPosition position = PublishPosition.of(found.headers()).orElse(null);
        if (position == null || !position.publishId().equals(publishId)) {
            return;
        }
        if (position.partitions() != partitioning.partitions()) {
            throw new PublishException(
                    ("topic %s has %d partitions and had %d when this publish began, so it cannot"
                                    + " be resumed; publish in another order (--seed or --order),"
                                    + " which begins anew, or to another topic")
                            .formatted(
                                    target.topic(),
                                    partitioning.partitions(),
                                    position.partitions()));
        }
        lastIndexes.put(found.partition(), position.index());
    }

    private PublishException failure(String reason, Throwable cause) {
        return new PublishException(
                "cannot read the end of topic %s on %s: %s"
                        .formatted(target.topic(), target.bootstrapServers(), reason),
                cause);
    }
}
