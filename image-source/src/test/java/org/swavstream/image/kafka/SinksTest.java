package org.swavstream.image.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.swavstream.image.DeadLetter;
import org.swavstream.image.ImageRecord;
import org.swavstream.image.RecordHeader;
import org.swavstream.image.broker.Broker;
import org.swavstream.image.broker.SharedBroker;
import org.swavstream.state.ledger.RecordPosition;

@ExtendWith(SharedBroker.class)
class SinksTest {

    private static final byte[] LARGE = new byte[2 << 20];

    @ParameterizedTest
    @EnumSource(names = {"EXACTLY_ONCE", "AT_LEAST_ONCE"})
    void writeDeadLettersAsTheyCameWithTheReason(DeliveryGuarantee guarantee, Broker broker)
            throws Exception {
        String topic = "dead-letter-" + guarantee.name();
        broker.createTopic(topic, 1, Map.of("max.message.bytes", "10000000"));
        ImageRecord image =
                new ImageRecord(
                        new RecordPosition("images", 2, 12345678901L),
                        bytes("model"),
                        List.of(new RecordHeader("label", bytes("é")), new RecordHeader("n", null)),
                        LARGE);
        ImageRecord bare =
                new ImageRecord(new RecordPosition("images", 0, 0), null, List.of(), null);

        write(
                DeadLetter.TYPE,
                DeadLetterSink.of(settings(broker, topic, guarantee)),
                List.of(
                        new DeadLetter(image, "not an image"),
                        new DeadLetter(bare, "empty value and no uri header")));

        List<ConsumerRecord<byte[], byte[]>> read = broker.read(topic);
        assertThat(read).hasSize(2);
        assertThat(read.get(0).value()).isEqualTo(LARGE);
        assertThat(headers(read.get(0)))
                .startsWith(
                        "label=é",
                        "n=null",
                        "dead-letter-reason=not an image",
                        "dead-letter-topic=images",
                        "dead-letter-partition=2",
                        "dead-letter-offset=12345678901");
        if (guarantee == DeliveryGuarantee.EXACTLY_ONCE) {
            assertThat(read.get(0).key()).isEqualTo(bytes("model"));
            assertThat(read.get(1).key()).isNull();
            assertThat(headers(read.get(0))).hasSize(6);
            assertThat(read.get(1).value()).isNull();
        } else {
            assertThat(read.get(0).key()).isEqualTo(bytes("images-2@12345678901"));
            assertThat(read.get(1).key()).isEqualTo(bytes("images-0@0"));
            assertThat(headers(read.get(0))).hasSize(7).endsWith("dead-letter-key=model");
            // With null, a compacted topic would delete it.
            assertThat(read.get(1).value()).isEmpty();
        }
    }

    /** Such a one comes from a compressed batch: the topic with the images has the same limit. */
    @ParameterizedTest
    @EnumSource(names = {"EXACTLY_ONCE", "AT_LEAST_ONCE"})
    @Timeout(60)
    void leaveOutWhatTheTopicOfDeadLettersDoesNotTake(DeliveryGuarantee guarantee, Broker broker)
            throws Exception {
        String topic = "limited-" + guarantee.name();
        broker.createTopic(topic, 1, Map.of("max.message.bytes", "100000"));
        byte[] value = new byte[400_000];
        byte[] fitting = new byte[97_000];
        RecordHeader uri = new RecordHeader("uri", bytes("file:///" + "a".repeat(200_000)));

        write(
                DeadLetter.TYPE,
                DeadLetterSink.of(settings(broker, topic, guarantee)),
                List.of(
                        new DeadLetter(image(0, List.of(), fitting), "fits"),
                        new DeadLetter(image(1, List.of(), new byte[99_900]), "headers are more"),
                        new DeadLetter(image(2, List.of(), value), "large value"),
                        new DeadLetter(image(3, List.of(uri), null), "x".repeat(200_000))));

        List<ConsumerRecord<byte[], byte[]>> read = broker.read(topic);
        assertThat(read).hasSize(4);
        assertThat(read.get(0).value()).isEqualTo(fitting);
        assertThat(headers(read.get(0))).noneMatch(header -> header.contains("omitted"));
        for (ConsumerRecord<byte[], byte[]> limited : read.subList(1, 4)) {
            assertThat(limited.value()).isEmpty();
        }
        assertThat(headers(read.get(1)))
                .contains("dead-letter-omitted=value", "dead-letter-omitted-bytes=99900");
        assertThat(headers(read.get(2)))
                .contains(
                        "dead-letter-omitted=value",
                        "dead-letter-omitted-bytes=400000",
                        "dead-letter-reason=large value",
                        "dead-letter-offset=2");
        assertThat(headers(read.get(3)))
                .contains(
                        "dead-letter-omitted=key, headers, value",
                        "dead-letter-omitted-bytes=200016",
                        "dead-letter-reason=" + "x".repeat(1000) + "…",
                        "dead-letter-offset=3")
                .noneMatch(header -> header.startsWith("uri"));
    }

    @Test
    @Timeout(60)
    void leaveOutWhatTheProducerDoesNotSend(Broker broker) throws Exception {
        String topic = "limited-producer";
        broker.createTopic(topic, 1);
        SinkSettings settings =
                new SinkSettings(
                        broker.bootstrapServers(),
                        topic,
                        DeliveryGuarantee.EXACTLY_ONCE,
                        "test-" + topic,
                        Duration.ofMinutes(10),
                        Map.of("max.request.size", "50000"));

        write(
                DeadLetter.TYPE,
                DeadLetterSink.of(settings),
                List.of(new DeadLetter(image(0, List.of(), new byte[50_000]), "large")));

        assertThat(headers(broker.read(topic).get(0))).contains("dead-letter-omitted=value");
    }

    private static ImageRecord image(long offset, List<RecordHeader> headers, byte[] value) {
        return new ImageRecord(
                new RecordPosition("images", 0, offset), bytes("model"), headers, value);
    }

    @Test
    void writeMetrics(Broker broker) throws Exception {
        String topic = "metrics";
        broker.createTopic(topic, 1);

        write(
                MetricRecord.TYPE,
                MetricsSink.of(settings(broker, topic, DeliveryGuarantee.EXACTLY_ONCE)),
                List.of(new MetricRecord("model/7", "{\"loss\":1.5}")));

        List<ConsumerRecord<byte[], byte[]>> read = broker.read(topic);
        assertThat(read).hasSize(1);
        assertThat(read.get(0).key()).isEqualTo(bytes("model/7"));
        assertThat(read.get(0).value()).isEqualTo(bytes("{\"loss\":1.5}"));
    }

    /** As after kill -9: no reader of committed records may wait for it until it times out. */
    @Test
    void whatAKilledJobLeftOpenIsAborted(Broker broker) throws Exception {
        String topic = "left-open";
        broker.createTopic(topic, 1);
        SinkSettings settings = settings(broker, topic, DeliveryGuarantee.EXACTLY_ONCE);
        try (var killed = broker.transaction(settings.transactionalIdPrefix() + "-0-7")) {
            killed.send(new ProducerRecord<>(topic, null, bytes("lost"))).get();
            MetricRecord metric = new MetricRecord("model", "{}");
            write(MetricRecord.TYPE, MetricsSink.of(settings), List.of(metric));

            assertThat(broker.read(topic))
                    .extracting(read -> new String(read.value(), StandardCharsets.UTF_8))
                    .containsExactly("{}");
        }
    }

    /** The failure is the worst there is: after the checkpoint, before the commit. */
    @Test
    void whatACheckpointHoldsIsCommittedAfterARestart(Broker broker) throws Exception {
        String topic = "committed-late";
        broker.createTopic(topic, 1);
        List<MetricRecord> metrics =
                IntStream.range(0, 100)
                        .mapToObj(i -> new MetricRecord("model", "{\"step\":" + i + "}"))
                        .toList();

        write(
                MetricRecord.TYPE,
                new FailingCommit<>(
                        MetricsSink.of(settings(broker, topic, DeliveryGuarantee.EXACTLY_ONCE))),
                metrics);

        assertThat(FailingCommit.FAILED).isTrue();
        assertThat(broker.read(topic))
                .extracting(read -> new String(read.value(), StandardCharsets.UTF_8))
                .containsExactlyElementsOf(metrics.stream().map(MetricRecord::json).toList());
    }

    private static <T> void write(TypeInformation<T> type, Sink<T> sink, List<T> values)
            throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        StreamExecutionEnvironment flink =
                StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
        flink.enableCheckpointing(100);
        flink.fromData(values, type).sinkTo(sink);
        flink.execute();
    }

    private static SinkSettings settings(Broker broker, String topic, DeliveryGuarantee guarantee) {
        return new SinkSettings(
                broker.bootstrapServers(),
                topic,
                guarantee,
                "test-" + topic,
                Duration.ofMinutes(10),
                Map.of());
    }

    private static List<String> headers(ConsumerRecord<byte[], byte[]> found) {
        return Arrays.stream(found.headers().toArray())
                .map(
                        header ->
                                header.key()
                                        + "="
                                        + (header.value() == null
                                                ? null
                                                : new String(
                                                        header.value(), StandardCharsets.UTF_8)))
                .toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
