package org.swavstream.image.kafka;

import java.nio.charset.StandardCharsets;
import java.util.List;
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

    private DeadLetterSink() {}

    /**
     * A sink that writes key, value and headers as they were read, followed by the headers of this
     * class in UTF-8.
     */
    public static KafkaSink<DeadLetter> of(SinkSettings settings) {
        String topic = settings.topic();
        return settings.sink(letter -> toKafka(letter, topic));
    }

    private static ProducerRecord<byte[], byte[]> toKafka(DeadLetter letter, String topic) {
        ProducerRecord<byte[], byte[]> written =
                new ProducerRecord<>(topic, letter.record().key(), letter.record().value());
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
