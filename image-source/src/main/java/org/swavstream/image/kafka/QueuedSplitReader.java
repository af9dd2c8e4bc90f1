package org.swavstream.image.kafka;

import static java.util.stream.Collectors.partitioningBy;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;
import org.apache.flink.connector.kafka.source.metrics.KafkaSourceReaderMetrics;
import org.apache.flink.connector.kafka.source.reader.KafkaPartitionSplitReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads partitions as the connector does, sends their records through a queue that gives the order,
 * and stops each where the range ends.
 *
 * <p>The end is taken from the job, never from a split: a restored split has the end of the job
 * that wrote it, or none, and the connector's own bounded source therefore never finishes once it
 * was restored. Behind the end a split stays, so its offset stays in the state for whatever job
 * goes on from there. It extends the connector's class since that casts to it to commit offsets.
 */
final class QueuedSplitReader extends KafkaPartitionSplitReader {

    private static final long IDLE_SECONDS = 10;

    private final RecordQueue queue;
    private final Optional<TopicRange> range;
    private final Map<String, KafkaPartitionSplit> reading = new HashMap<>();
    private final Semaphore wakeUps = new Semaphore(0);

    /**
     * @param queue what gives the records their order
     * @param range where to stop; empty for never
     */
    QueuedSplitReader(
            Properties consumer,
            SourceReaderContext context,
            KafkaSourceReaderMetrics metrics,
            RecordQueue queue,
            Optional<TopicRange> range) {
        super(consumer, context, metrics);
        this.queue = queue;
        this.range = range;
    }

    @Override
    public void handleSplitsChanges(SplitsChange<KafkaPartitionSplit> change) {
        queue.open(change.splits().stream().map(KafkaPartitionSplit::getTopicPartition).toList());
        List<KafkaPartitionSplit> splits = change.splits().stream().map(this::withEnd).toList();
        splits.forEach(split -> reading.put(split.splitId(), split));
        super.handleSplitsChanges(new SplitsAddition<>(splits));
    }

    @Override
    public RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>> fetch() throws IOException {
        if (reading.isEmpty()) {
            awaitWakeUp();
            return new OrderedRecords(List.of());
        }
        enqueue(super.fetch());
        List<ConsumerRecord<byte[], byte[]>> next = queue.drain();
        pauseFullPartitions();
        return new OrderedRecords(next);
    }

    @Override
    public void wakeUp() {
        super.wakeUp();
        wakeUps.release();
    }

    private KafkaPartitionSplit withEnd(KafkaPartitionSplit split) {
        TopicPartition partition = split.getTopicPartition();
        long end = range.map(r -> r.end(partition)).orElse(KafkaPartitionSplit.NO_STOPPING_OFFSET);
        return new KafkaPartitionSplit(partition, split.getStartingOffset(), end);
    }

    private void enqueue(RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>> fetched) {
        while (fetched.nextSplit() != null) {
            ConsumerRecord<byte[], byte[]> record = fetched.nextRecordFromSplit();
            while (record != null) {
                queue.add(record);
                record = fetched.nextRecordFromSplit();
            }
        }
        for (String finished : fetched.finishedSplits()) {
            KafkaPartitionSplit split = reading.remove(finished);
            long end = split.getStoppingOffset().orElseThrow();
            queue.add(new RangeEnd(split.getTopicPartition(), end));
        }
    }

    private void pauseFullPartitions() {
        Set<TopicPartition> full = queue.full();
        var splits =
                reading.values().stream()
                        .collect(partitioningBy(s -> full.contains(s.getTopicPartition())));
        pauseOrResumeSplits(splits.get(true), splits.get(false));
    }

    private void awaitWakeUp() throws IOException {
        try {
            if (wakeUps.tryAcquire(IDLE_SECONDS, TimeUnit.SECONDS)) {
                wakeUps.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while it waited at the end of its range", e);
        }
    }
}
