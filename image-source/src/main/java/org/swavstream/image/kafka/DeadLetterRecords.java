package org.swavstream.image.kafka;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializationSchema.InitializationContext;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.swavstream.image.DeadLetter;
import org.swavstream.image.ImageRecord;
import org.swavstream.image.RecordHeader;
import org.swavstream.state.ledger.RecordPosition;

/**
 * Makes Kafka records of dead letters, none larger than their topic takes: what is larger than that
 * is left out, first the value, then key and headers too.
 */
final class DeadLetterRecords extends TopicSerializer<DeadLetter> {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterRecords.class);

    /** Not null: a compacted topic would take it for a deletion. */
    private static final byte[] EMPTY = {};

    /** A reason may quote what the record says, a uri for instance, of any length. */
    private static final int REASON_LENGTH = 1000;

    private final SinkSettings settings;

    private transient long limit;

    DeadLetterRecords(SinkSettings settings) {
        super(settings.topic());
        this.settings = settings;
    }

    @Override
    public void open(InitializationContext context, KafkaSinkContext sink) throws Exception {
        limit = settings.largestRecord();
        LOG.info("dead letters over {} bytes are written without their value", limit);
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            DeadLetter letter, KafkaSinkContext context, Long timestamp) {
        ProducerRecord<byte[], byte[]> whole = toKafka(letter, letter.record());
        if (RecordSize.of(whole) <= limit) {
            return whole;
        }
        ProducerRecord<byte[], byte[]> valueless = toKafka(letter, withoutValue(letter.record()));
        return RecordSize.of(valueless) <= limit
                ? valueless
                : toKafka(letter, withoutAnything(letter.record()));
    }

    private static ImageRecord withoutValue(ImageRecord image) {
        List<RecordHeader> headers = new ArrayList<>(image.headers());
        headers.addAll(omission("value", RecordSize.of(image.value())));
        return new ImageRecord(image.position(), image.key(), headers, EMPTY);
    }

    private static ImageRecord withoutAnything(ImageRecord image) {
        long bytes = RecordSize.of(image.key()) + RecordSize.of(image.value());
        for (RecordHeader header : image.headers()) {
            bytes += RecordSize.of(bytes(header.name())) + RecordSize.of(header.value());
        }
        List<RecordHeader> headers = omission("key, headers, value", bytes);
        return new ImageRecord(image.position(), null, headers, EMPTY);
    }

    private static List<RecordHeader> omission(String what, long bytes) {
        return List.of(
                new RecordHeader(DeadLetterSink.OMITTED, bytes(what)),
                new RecordHeader(DeadLetterSink.OMITTED_BYTES, bytes(Long.toString(bytes))));
    }

    private ProducerRecord<byte[], byte[]> toKafka(DeadLetter letter, ImageRecord image) {
        boolean keyedByPosition = settings.guarantee() == DeliveryGuarantee.AT_LEAST_ONCE;
        byte[] key = keyedByPosition ? bytes(image.position().toString()) : image.key();
        byte[] value = keyedByPosition && image.value() == null ? EMPTY : image.value();
        ProducerRecord<byte[], byte[]> written = new ProducerRecord<>(topic(), key, value);
        image.headers().forEach(h -> written.headers().add(h.name(), h.value()));
        description(letter).forEach(written.headers()::add);
        if (keyedByPosition && image.key() != null) {
            written.headers().add(DeadLetterSink.KEY, image.key());
        }
        return written;
    }

    private static List<Header> description(DeadLetter letter) {
        RecordPosition position = letter.record().position();
        return List.of(
                header(DeadLetterSink.REASON, shortened(letter.reason())),
                header(DeadLetterSink.TOPIC, position.topic()),
                header(DeadLetterSink.PARTITION, Integer.toString(position.partition())),
                header(DeadLetterSink.OFFSET, Long.toString(position.offset())));
    }

    private static String shortened(String reason) {
        return reason.length() <= REASON_LENGTH ? reason : reason.substring(0, REASON_LENGTH) + "…";
    }

    private static Header header(String name, String value) {
        return new org.apache.kafka.common.header.internals.RecordHeader(name, bytes(value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
