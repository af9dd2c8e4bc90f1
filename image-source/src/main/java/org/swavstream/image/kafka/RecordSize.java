package org.swavstream.image.kafka;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/** What a record takes in Kafka. */
final class RecordSize {

    /** More than a batch (61 bytes) and its only record (21) add to what they hold. */
    private static final int OVERHEAD = 256;

    /** The two lengths of a header. */
    private static final int HEADER_OVERHEAD = 10;

    /** More than any compression adds to what it cannot make smaller: a 64th. */
    private static final int COMPRESSION_SHARE = 64;

    private RecordSize() {}

    /** More than the record takes by itself, compressed or not. */
    static long of(ProducerRecord<byte[], byte[]> written) {
        long bytes = OVERHEAD + of(written.key()) + of(written.value());
        for (Header header : written.headers()) {
            int name = header.key().getBytes(StandardCharsets.UTF_8).length;
            bytes += HEADER_OVERHEAD + name + of(header.value());
        }
        return bytes + bytes / COMPRESSION_SHARE;
    }

    /** The number of bytes, none of null. */
    static long of(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
