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
        } else {
            assertThat(read.get(0).key()).isEqualTo(bytes("images-2@12345678901"));
            assertThat(read.get(1).key()).isEqualTo(bytes("images-0@0"));
            assertThat(headers(read.get(0))).hasSize(7).endsWith("dead-letter-key=model");
        }
        assertThat(read.get(1).value()).isNull();
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
