package org.swavstream.image.kafka;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.swavstream.image.DeadLetter;
import org.swavstream.state.ledger.RecordPosition;

/** The Kafka sink of records that cannot be trained on. */
public final class DeadLetterSink {

    /** Header with the reason. */
    public static final String REASON = "dead-letter-reason";

    /** Header with the topic that the record was read from. */
    public static final String TOPIC = "dead-letter-topic";

    /** Header with its partition, in decimal. */
    public static final String PARTITION = "dead-letter-partition";

    /** Header with its offset, in decimal. */
    public static final String OFFSET = "dead-letter-offset";

    /** Header with the key that the record had, where it had one and was given another. */
    public static final String KEY = "dead-letter-key";

    private DeadLetterSink() {}

    /**
     * A sink that writes key, value and headers as they were read, followed by the headers of this
     * class in UTF-8. If a record may be written twice, its key is {@code TOPIC-PARTITION@OFFSET},
     * so that copies can be told, and a compacted topic keeps one.
     */
    public static KafkaSink<DeadLetter> of(SinkSettings settings) {
        String topic = settings.topic();
        return settings.guarantee() == DeliveryGuarantee.AT_LEAST_ONCE
                ? settings.sink(letter -> keyedByPosition(letter, topic))
                : settings.sink(letter -> toKafka(letter, topic, letter.record().key()));
    }

    private static ProducerRecord<byte[], byte[]> keyedByPosition(DeadLetter letter, String topic) {
        byte[] key = letter.record().position().toString().getBytes(StandardCharsets.UTF_8);
        ProducerRecord<byte[], byte[]> written = toKafka(letter, topic, key);
        if (letter.record().key() != null) {
            written.headers().add(KEY, letter.record().key());
        }
        return written;
    }

    private static ProducerRecord<byte[], byte[]> toKafka(
            DeadLetter letter, String topic, byte[] key) {
        ProducerRecord<byte[], byte[]> written =
                new ProducerRecord<>(topic, key, letter.record().value());
        letter.record().headers().forEach(h -> written.headers().add(h.name(), h.value()));
        description(letter).forEach(written.headers()::add);
        return written;
    }

    private static List<Header> description(DeadLetter letter) {
        RecordPosition position = letter.record().position();
        return List.of(
                header(REASON, letter.reason()),
                header(TOPIC, position.topic()),
                header(PARTITION, Integer.toString(position.partition())),
                header(OFFSET, Long.toString(position.offset())));
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
