package org.swavstream.image;

import java.util.Objects;

/**
 * One header of a Kafka record, as it came.
 *
 * @param name the header's key
 * @param value its bytes, or null
 */
public record RecordHeader(String name, byte[] value) {

    public RecordHeader {
        Objects.requireNonNull(name, "name");
    }
}
