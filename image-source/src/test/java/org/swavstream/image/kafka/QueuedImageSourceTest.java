package org.swavstream.image.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.swavstream.image.ImageRecord;
import org.swavstream.image.broker.Broker;
import org.swavstream.image.broker.SharedBroker;
import org.swavstream.state.ledger.RecordPosition;

/** On a topic with one long, one short and one empty partition. */
@ExtendWith(SharedBroker.class)
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class QueuedImageSourceTest {

    private static final String GROUP = "queued";

    private static final Comparator<RecordPosition> ORDER =
            Comparator.comparingLong(RecordPosition::offset)
                    .thenComparingInt(RecordPosition::partition);

    /** And leaves the offsets of its group as they are, which are a live job's. */
    @Test
    void readsARangeByOffsetThroughAFailure(Broker broker) throws Exception {
        publish(broker, "ordered", 200, 30, 0);
        broker.commit(GROUP, "ordered", 7);
        FailOnce failure = new FailOnce();
        try (var positions =
                images(broker, "ordered", Map.of("kafka.range", "0:5-390,1:0-20,2:0-0"))
                        .map(failure, ImageRecord.TYPE)
                        .setParallelism(1)
                        .executeAndCollect()) {
            // Half of the range is there, so the job cannot have reached its end before.
            assertThat(FailOnce.FAILED.await(1, TimeUnit.MINUTES)).isTrue();
            produce(broker, "ordered", 0, 200, 400);
            List<RecordPosition> read = new ArrayList<>();
            while (read.size() < 385 + 20) {
                read.add(positions.next().position());
            }
            assertThat(read)
                    .containsExactlyElementsOf(
                            Stream.concat(
                                            positions("ordered", 0, 5, 390),
                                            positions("ordered", 1, 0, 20))
                                    .sorted(ORDER)
                                    .toList());
        }
        assertThat(broker.committed(GROUP, "ordered")).isEqualTo(7);
    }

    @Test
    void commitsForItsGroupHowFarALiveJobIs(Broker broker) throws Exception {
        publish(broker, "live", 40);
        try (var positions = images(broker, "live", Map.of()).executeAndCollect()) {
            assertThat(positions.next().position().offset()).isZero();
            while (broker.committed(GROUP, "live") != 40) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void readsARangeAsItArrivesInParallel(Broker broker) throws Exception {
        publish(broker, "arrival", 40, 30, 0);
        Map<String, String> range = Map.of("kafka.range", "0:0-40,1:10-20,2:0-0");
        Map<String, String> settings = new HashMap<>(range);
        settings.put("order", "arrival");
        List<ImageRecord> read = images(broker, "arrival", settings).executeAndCollect(50);
        assertThat(read)
                .extracting(ImageRecord::position)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(
                                        positions("arrival", 0, 0, 40),
                                        positions("arrival", 1, 10, 20))
                                .toList());
    }

    @Test
    void doesNotGoOnWhereKafkaHasLostTheStartOfTheRange(Broker broker) throws Exception {
        publish(broker, "ordered-lost", 10);
        broker.deleteBefore("ordered-lost", 5);
        var images = images(broker, "ordered-lost", Map.of("kafka.range", "0:2-9"));
        assertThatThrownBy(() -> readWithoutResults(images))
                .hasStackTraceContaining("OffsetOutOfRangeException")
                .hasStackTraceContaining("ordered-lost-0");
    }

    @Test
    void severalSubtasksCannotReadInOneOrder(Broker broker) throws Exception {
        publish(broker, "ordered-apart", 10, 10);
        var images = images(broker, "ordered-apart", Map.of(), 2);
        assertThatThrownBy(() -> readWithoutResults(images))
                .hasStackTraceContaining("order = offset needs a source of one subtask")
                .hasStackTraceContaining("but Flink gave it 2");
    }

    /**
     * For a source that fails at once. Flink's sink of results cannot be cancelled before it is
     * open: it then brings the TaskManager down, and a restarted job waits minutes for another.
     */
    private static void readWithoutResults(DataStream<ImageRecord> images) throws Exception {
        images.sinkTo(new DiscardingSink<>());
        images.getExecutionEnvironment().execute();
    }

    private static Stream<RecordPosition> positions(
            String topic, int partition, long from, long to) {
        return LongStream.range(from, to)
                .mapToObj(offset -> new RecordPosition(topic, partition, offset));
    }

    private static DataStream<ImageRecord> images(
            Broker broker, String topic, Map<String, String> more) {
        int parallelism = "arrival".equals(more.get("order")) ? 2 : 1;
        return images(broker, topic, more, parallelism);
    }

    private static DataStream<ImageRecord> images(
            Broker broker, String topic, Map<String, String> more, int parallelism) {
        Map<String, String> options = new HashMap<>(more);
        options.put("kafka.bootstrap-servers", broker.bootstrapServers());
        options.put("kafka.topic", topic);
        options.put("kafka.group-id", GROUP);
        options.putIfAbsent("order", "offset");
        options.put("kafka.properties.fetch.max.wait.ms", "50");
        options.put("kafka.properties.max.poll.records", "7");
        var settings = ImageSourceSettings.of(Configuration.fromMap(options));
        return flink(parallelism)
                .fromSource(
                        ImageSource.of(settings),
                        WatermarkStrategy.noWatermarks(),
                        "images",
                        ImageRecord.TYPE);
    }

    private static StreamExecutionEnvironment flink(int parallelism) {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1);
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(50));
        return StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
    }

    private static void publish(Broker broker, String topic, int... lengths) throws Exception {
        broker.createTopic(topic, lengths.length);
        for (int partition = 0; partition < lengths.length; partition++) {
            produce(broker, topic, partition, 0, lengths[partition]);
        }
    }

    private static void produce(Broker broker, String topic, int partition, int from, int to)
            throws Exception {
        broker.produce(
                IntStream.range(from, to)
                        .mapToObj(
                                i ->
                                        new ProducerRecord<byte[], byte[]>(
                                                topic, partition, null, new byte[] {(byte) i}))
                        .toList());
    }

    /** Fails once, when a checkpoint is complete that lies within the range. */
    private static final class FailOnce
            implements MapFunction<ImageRecord, ImageRecord>, CheckpointListener {

        private static final long serialVersionUID = 1L;
        private static final CountDownLatch FAILED = new CountDownLatch(1);

        private int seen;

        @Override
        public ImageRecord map(ImageRecord image) {
            seen++;
            return image;
        }

        @Override
        public void notifyCheckpointComplete(long checkpoint) {
            if (seen > 50 && FAILED.getCount() > 0) {
                FAILED.countDown();
                throw new IllegalStateException("injected");
            }
        }
    }
}
