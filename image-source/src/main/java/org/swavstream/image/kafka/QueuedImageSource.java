package org.swavstream.image.kafka;

import java.io.IOException;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.synchronization.FutureCompletingBlockingQueue;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.metrics.KafkaSourceReaderMetrics;
import org.apache.flink.connector.kafka.source.reader.KafkaSourceReader;
import org.apache.flink.connector.kafka.source.reader.fetcher.KafkaSourceFetcherManager;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.swavstream.image.ImageRecord;

/**
 * The connector's Kafka source with readers that send their records through a {@link RecordQueue},
 * which gives the order, and stop at the end of a range. Its state is the connector's: the next
 * offset of every partition. So a job can go on from it in another order, or without an end.
 *
 * <p>At the end of the range it waits instead of finishing, as Flink drops the state of finished
 * tasks: whoever runs the job stops it with a savepoint once a checkpoint is at the end.
 */
final class QueuedImageSource
        implements Source<ImageRecord, KafkaPartitionSplit, KafkaSourceEnumState> {

    private static final long serialVersionUID = 1L;

    private final KafkaSource<ImageRecord> kafka;
    private final Properties consumer;
    private final RecordOrder order;
    private final MemorySize buffer;
    private final TopicRange range;

    /**
     * @param kafka decides which partitions are read, and from where
     * @param consumer properties of the readers' Kafka consumers
     * @param buffer bytes of records that may wait for their order in one reader
     * @param range where to stop; empty for never
     */
    QueuedImageSource(
            KafkaSource<ImageRecord> kafka,
            Properties consumer,
            RecordOrder order,
            MemorySize buffer,
            Optional<TopicRange> range) {
        this.kafka = kafka;
        this.consumer = consumer;
        this.order = order;
        this.buffer = buffer;
        this.range = range.orElse(null);
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SourceReader<ImageRecord, KafkaPartitionSplit> createReader(
            SourceReaderContext context) {
        requireOneOrder(context.currentParallelism());
        var metrics = new KafkaSourceReaderMetrics(context.metricGroup());
        var fetched =
                new FutureCompletingBlockingQueue<
                        RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>>>();
        var fetchers =
                new KafkaSourceFetcherManager(
                        fetched, () -> splitReader(context, metrics), finished -> {});
        Configuration options = new Configuration();
        consumer.stringPropertyNames()
                .forEach(name -> options.setString(name, consumer.getProperty(name)));
        return new KafkaSourceReader<>(
                fetched, fetchers, new RangeEndEmitter(), options, context, metrics);
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context) {
        return kafka.createEnumerator(context);
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState state)
            throws IOException {
        return kafka.restoreEnumerator(context, state);
    }

    @Override
    public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
        return kafka.getSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
        return kafka.getEnumeratorCheckpointSerializer();
    }

    /** As Flink's reactive mode gives an operator other subtasks than it was told. */
    private void requireOneOrder(int subtasks) {
        if (order == RecordOrder.OFFSET && subtasks != 1) {
            throw new IllegalStateException(
                    "%s = offset needs a source of one subtask, but Flink gave it %d; use another scheduler (jobmanager.scheduler), or %s = arrival"
                            .formatted(
                                    KafkaOptions.ORDER.key(), subtasks, KafkaOptions.ORDER.key()));
        }
    }

    private QueuedSplitReader splitReader(
            SourceReaderContext context, KafkaSourceReaderMetrics metrics) {
        RecordQueue queue =
                switch (order) {
                    case ARRIVAL -> new ArrivalQueue();
                    case OFFSET -> new OffsetMerge(buffer);
                };
        return new QueuedSplitReader(consumer, context, metrics, queue, Optional.ofNullable(range));
    }
}
