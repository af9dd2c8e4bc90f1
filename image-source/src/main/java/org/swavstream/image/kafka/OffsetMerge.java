package org.swavstream.image.kafka;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.flink.configuration.MemorySize;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * Merges the partitions of a topic by (offset, partition). A record is next when every open
 * partition has shown that it has none before it; so a partition without records holds all others
 * back, and a closed one, behind its {@link RangeEnd}, none.
 *
 * <p>What waits here is bounded: a partition that has {@link #READ_AHEAD} or its share of the limit
 * waiting is full. The partition that the others wait for is never full, so nothing can lock up.
 */
final class OffsetMerge implements RecordQueue {

    /** Some fetches of the consumer: more would fill memory and speed nothing up. */
    static final MemorySize READ_AHEAD = MemorySize.ofMebiBytes(4);

    /**
     * More than the objects of a record take beside its bytes. Of records that only say where an
     * image is, they are most of what waits.
     */
    private static final int OVERHEAD = 256;

    /** The same for a header. */
    private static final int HEADER_OVERHEAD = 96;

    private static final Comparator<ConsumerRecord<?, ?>> ORDER =
            Comparator.<ConsumerRecord<?, ?>>comparingLong(ConsumerRecord::offset)
                    .thenComparingInt(ConsumerRecord::partition);

    private final MemorySize limit;
    private final Map<TopicPartition, Waiting> open =
            new TreeMap<>(Comparator.comparingInt(TopicPartition::partition));

    /**
     * @param limit bytes of memory that records which wait may take
     */
    OffsetMerge(MemorySize limit) {
        this.limit = limit;
    }

    /**
     * @throws IllegalStateException if others are open already, whose records may have gone on
     */
    @Override
    public void open(Collection<TopicPartition> partitions) {
        if (!open.isEmpty()) {
            throw new IllegalStateException(
                    ("partitions %s are new, and %s = offset needs the same partitions from start"
                                    + " to end; resume with %s = arrival, or start anew")
                            .formatted(
                                    partitions,
                                    KafkaOptions.ORDER.key(),
                                    KafkaOptions.ORDER.key()));
        }
        partitions.forEach(partition -> open.put(partition, new Waiting()));
    }

    @Override
    public void add(ConsumerRecord<byte[], byte[]> record) {
        open.get(partition(record)).add(record);
    }

    /**
     * @throws IllegalStateException if the records that wait for a partition exceed the limit
     */
    @Override
    public List<ConsumerRecord<byte[], byte[]>> drain() {
        List<ConsumerRecord<byte[], byte[]>> merged = new ArrayList<>();
        while (!open.isEmpty() && open.values().stream().noneMatch(Waiting::isEmpty)) {
            merged.add(removeFirst());
        }
        checkLimit();
        return merged;
    }

    @Override
    public Set<TopicPartition> full() {
        long share = limit.getBytes() / 2 / Math.max(1, open.size());
        long enough = Math.min(READ_AHEAD.getBytes(), share);
        return open.entrySet().stream()
                .filter(partition -> !partition.getValue().isEmpty())
                .filter(partition -> partition.getValue().bytes >= enough)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private ConsumerRecord<byte[], byte[]> removeFirst() {
        Waiting first =
                open.values().stream()
                        .min(Comparator.comparing(Waiting::first, ORDER))
                        .orElseThrow();
        ConsumerRecord<byte[], byte[]> record = first.remove();
        if (record instanceof RangeEnd) {
            open.remove(partition(record));
        }
        return record;
    }

    private void checkLimit() {
        long bytes = open.values().stream().mapToLong(waiting -> waiting.bytes).sum();
        if (bytes > limit.getBytes()) {
            throw new IllegalStateException(
                    ("%d bytes of records of %d partitions wait for their order, more than the"
                                    + " limit %s = %s; raise it, or lower"
                                    + " kafka.properties.max.partition.fetch.bytes")
                            .formatted(
                                    bytes, open.size(), KafkaOptions.ORDERING_BUFFER.key(), limit));
        }
    }

    private static TopicPartition partition(ConsumerRecord<?, ?> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    /** The records of one partition that wait, in the order of their offsets. */
    private static final class Waiting {

        private final Deque<ConsumerRecord<byte[], byte[]>> records = new ArrayDeque<>();
        private long bytes;

        boolean isEmpty() {
            return records.isEmpty();
        }

        ConsumerRecord<byte[], byte[]> first() {
            return records.getFirst();
        }

        void add(ConsumerRecord<byte[], byte[]> record) {
            records.addLast(record);
            bytes += size(record);
        }

        ConsumerRecord<byte[], byte[]> remove() {
            ConsumerRecord<byte[], byte[]> record = records.removeFirst();
            bytes -= size(record);
            return record;
        }

        private static long size(ConsumerRecord<byte[], byte[]> record) {
            long headers =
                    StreamSupport.stream(record.headers().spliterator(), false)
                            .mapToLong(Waiting::size)
                            .sum();
            return OVERHEAD + length(record.key()) + length(record.value()) + headers;
        }

        private static long size(Header header) {
            return HEADER_OVERHEAD + header.key().length() + length(header.value());
        }

        private static long length(byte[] bytes) {
            return bytes == null ? 0 : bytes.length;
        }
    }
}
