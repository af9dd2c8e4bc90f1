package org.swavstream.image.kafka;

import java.io.Serializable;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Makes the records that a sink writes.
 *
 * @param <T> what they are made of
 */
@FunctionalInterface
interface RecordMaker<T> extends Serializable {

    /** Called once in each subtask, before the first record and after every restart. */
    default void open() throws Exception {}

    ProducerRecord<byte[], byte[]> make(T value);
}
