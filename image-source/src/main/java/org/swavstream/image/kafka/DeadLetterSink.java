package org.swavstream.image.kafka;

import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.swavstream.image.DeadLetter;

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

    /** Header of a record that was too large for its topic: what of it was left out. */
    public static final String OMITTED = "dead-letter-omitted";

    /** Header of such a record: how many bytes that were, in decimal. */
    public static final String OMITTED_BYTES = "dead-letter-omitted-bytes";

    private DeadLetterSink() {}

    /**
     * A sink that writes key, value and headers as they were read, followed by the headers of this
     * class in UTF-8. If a record may be written twice, its key is {@code TOPIC-PARTITION@OFFSET},
     * so that copies can be told, and a compacted topic keeps one.
     *
     * <p>A dead letter does not fail for its size: of one that is larger than its topic or the
     * producer take, the value is left out, and key and headers as well where that is not enough.
     * The position tells where the whole record is.
     */
    public static KafkaSink<DeadLetter> of(SinkSettings settings) {
        return settings.sink(new DeadLetterRecords(settings));
    }
}
