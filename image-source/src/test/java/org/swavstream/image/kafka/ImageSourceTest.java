package org.swavstream.image.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.CloseableIterator;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.swavstream.image.ImageRecord;
import org.swavstream.image.RecordHeader;
import org.swavstream.image.broker.Broker;
import org.swavstream.image.broker.SharedBroker;
import org.swavstream.state.ledger.RecordPosition;

@ExtendWith(SharedBroker.class)
class ImageSourceTest {

    @Test
    void keepsRecordsAsTheyAre(Broker broker) throws Exception {
        broker.createTopic("source", 1);
        ProducerRecord<byte[], byte[]> full =
                new ProducerRecord<>("source", 0, bytes("model"), bytes("image"));
        full.headers().add("label", bytes("cat")).add("label", bytes("dog")).add("none", null);
        broker.produce(List.of(full, new ProducerRecord<>("source", 0, null, null)));

        List<ImageRecord> read =
                images(settings(broker, "source", "earliest")).executeAndCollect(2);

        assertThat(read)
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(
                        new ImageRecord(
                                new RecordPosition("source", 0, 0),
                                bytes("model"),
                                List.of(
                                        new RecordHeader("label", bytes("cat")),
                                        new RecordHeader("label", bytes("dog")),
                                        new RecordHeader("none", null)),
                                bytes("image")),
                        new ImageRecord(new RecordPosition("source", 0, 1), null, List.of(), null));
    }

    @Test
    @Timeout(120)
    void leavesOutWhatATransactionAborted(Broker broker) throws Exception {
        broker.createTopic("aborted", 1);
        try (var producer = broker.transaction("aborted")) {
            producer.send(new ProducerRecord<>("aborted", bytes("aborted"))).get();
            producer.abortTransaction();
        }
        broker.produce(List.of(new ProducerRecord<>("aborted", bytes("plain"))));

        List<ImageRecord> read =
                images(settings(broker, "aborted", "earliest")).executeAndCollect(1);

        assertThat(read).extracting(ImageRecord::value).containsExactly(bytes("plain"));
    }

    @Test
    void goesOnWhereTheGroupStopped(Broker broker) throws Exception {
        publish(broker, "committed", 10);
        broker.commit("group-of-committed", "committed", 7);

        List<ImageRecord> read =
                images(settings(broker, "committed", "committed")).executeAndCollect(3);

        assertThat(read).extracting(image -> image.position().offset()).containsExactly(7L, 8L, 9L);
    }

    @Test
    void failsWhereKafkaHasLostTheNextRecords(Broker broker) throws Exception {
        publish(broker, "lost", 10);
        broker.commit("group-of-lost", "lost", 2);
        broker.deleteBefore("lost", 5);

        assertThatThrownBy(() -> images(settings(broker, "lost", "committed")).executeAndCollect(1))
                .hasRootCauseInstanceOf(OffsetOutOfRangeException.class)
                .hasStackTraceContaining("lost-0");
    }

    /** Partition 0 has no record when the job is stopped, and has lost some when it goes on. */
    @Test
    @Timeout(120)
    void failsWhereKafkaHasLostTheFirstRecordsOfAPartition(Broker broker, @TempDir Path folder)
            throws Exception {
        broker.createTopic("begun", 2);
        broker.produce(List.of(new ProducerRecord<>("begun", 1, null, bytes("seen"))));
        DataStream<ImageRecord> images = images(settings(broker, "begun", "earliest"));
        images.map(new Seen(), ImageRecord.TYPE).sinkTo(new DiscardingSink<>());
        JobClient job = images.getExecutionEnvironment().executeAsync();
        assertThat(Seen.SEEN.await(30, TimeUnit.SECONDS)).isTrue();
        String savepoint = stop(job, folder);

        broker.produce(
                IntStream.range(0, 10)
                        .mapToObj(i -> new ProducerRecord<byte[], byte[]>("begun", 0, null, null))
                        .toList());
        broker.deleteBefore("begun", 5);
        Configuration resumed = new Configuration();
        resumed.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        DataStream<ImageRecord> rest = images(settings(broker, "begun", "earliest"), resumed);
        rest.map(new Seen(), ImageRecord.TYPE).sinkTo(new DiscardingSink<>());

        assertThatThrownBy(() -> rest.getExecutionEnvironment().execute())
                .hasRootCauseInstanceOf(OffsetOutOfRangeException.class)
                .hasStackTraceContaining("begun-0");
    }

    /** Partition 0 has no record when the job is stopped, and its group is moved meanwhile. */
    @Test
    @Timeout(120)
    void goesOnWhereTheGroupStoppedWhereverItIsMovedLater(Broker broker, @TempDir Path folder)
            throws Exception {
        broker.createTopic("moved", 2);
        broker.produce(List.of(new ProducerRecord<>("moved", 1, null, bytes("seen"))));
        broker.commit("group-of-moved", "moved", 0, 0);
        broker.commit("group-of-moved", "moved", 1, 0);
        DataStream<ImageRecord> images = images(settings(broker, "moved", "committed"));
        CloseableIterator<ImageRecord> read = images.collectAsync();
        JobClient job = images.getExecutionEnvironment().executeAsync();
        read.next();
        Configuration resumed = new Configuration();
        resumed.set(StateRecoveryOptions.SAVEPOINT_PATH, stop(job, folder));
        resumed.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, true);

        broker.produce(
                IntStream.range(0, 10)
                        .mapToObj(i -> new ProducerRecord<byte[], byte[]>("moved", 0, null, null))
                        .toList());
        broker.commit("group-of-moved", "moved", 0, 5);

        List<ImageRecord> rest =
                images(settings(broker, "moved", "committed"), resumed).executeAndCollect(1);
        assertThat(rest)
                .extracting(ImageRecord::position)
                .containsExactly(new RecordPosition("moved", 0, 0));
    }

    private static String stop(JobClient job, Path folder) throws Exception {
        return job.stopWithSavepoint(
                        false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
                .get();
    }

    @Test
    void failsWhereTheGroupCommittedNothing(Broker broker) throws Exception {
        broker.createTopic("half", 2);
        broker.commit("group-of-half", "half", 0);

        assertThatThrownBy(() -> images(settings(broker, "half", "committed")).executeAndCollect(1))
                .hasRootCauseInstanceOf(NoOffsetForPartitionException.class)
                .hasStackTraceContaining("half-1");
    }

    /** Tells that records arrive, so that the partitions are assigned. */
    private static final class Seen implements MapFunction<ImageRecord, ImageRecord> {

        private static final long serialVersionUID = 1L;
        private static final CountDownLatch SEEN = new CountDownLatch(1);

        @Override
        public ImageRecord map(ImageRecord image) {
            SEEN.countDown();
            return image;
        }
    }

    private static void publish(Broker broker, String topic, int records) throws Exception {
        broker.createTopic(topic, 1);
        broker.produce(
                IntStream.range(0, records)
                        .mapToObj(i -> new ProducerRecord<byte[], byte[]>(topic, bytes("i" + i)))
                        .toList());
    }

    private static DataStream<ImageRecord> images(ImageSourceSettings settings) {
        return images(settings, new Configuration());
    }

    private static DataStream<ImageRecord> images(
            ImageSourceSettings settings, Configuration configuration) {
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        StreamExecutionEnvironment flink =
                StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
        return flink.fromSource(
                        ImageSource.of(settings),
                        WatermarkStrategy.noWatermarks(),
                        "images",
                        ImageRecord.TYPE)
                .uid("images");
    }

    private static ImageSourceSettings settings(Broker broker, String topic, String offsets) {
        return ImageSourceSettings.of(
                Configuration.fromMap(
                        Map.of(
                                "kafka.bootstrap-servers",
                                broker.bootstrapServers(),
                                "kafka.topic",
                                topic,
                                "kafka.group-id",
                                "group-of-" + topic,
                                "kafka.starting-offsets",
                                offsets,
                                "kafka.properties.fetch.max.wait.ms",
                                "50")));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
