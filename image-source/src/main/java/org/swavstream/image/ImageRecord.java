package org.swavstream.image;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.swavstream.state.ledger.RecordPosition;
import org.swavstream.state.serializer.ImmutableTypeInformation;

/**
 * A Kafka record that carries an encoded image, or the address of one, exactly as it was read.
 *
 * @param position topic, partition and offset
 * @param key the record's key, or null
 * @param headers all headers, in the record's order
 * @param value the encoded image; empty or null where {@code uri} says where the image is
 */
public record ImageRecord(
        RecordPosition position, byte[] key, List<RecordHeader> headers, byte[] value) {

    /** How Flink carries image records. */
    public static final TypeInformation<ImageRecord> TYPE =
            new ImmutableTypeInformation<>(ImageRecord.class, new ImageRecordSerializer());

    /** Header with the image's id, the same for every copy of the image. */
    public static final String IMAGE_ID = "image-id";

    /** Header with the image's class, for the probe only. */
    public static final String LABEL = "label";

    /** Header with the address of an image that is not in the value. */
    public static final String URI = "uri";

    /** Header with the SHA-256 of the encoded image, in hexadecimal. */
    public static final String SHA256 = "sha256";

    public ImageRecord {
        Objects.requireNonNull(position, "position");
        headers = List.copyOf(headers);
    }

    /** As {@link #headerBytes}, as UTF-8 text. */
    public Optional<String> header(String name) {
        return headerBytes(name).map(value -> new String(value, StandardCharsets.UTF_8));
    }

    /** The value of the last header called {@code name} that has one; else empty. */
    public Optional<byte[]> headerBytes(String name) {
        return headers.stream()
                .filter(header -> header.name().equals(name) && header.value() != null)
                .reduce((first, second) -> second)
                .map(RecordHeader::value);
    }

    /** Whether the value holds anything. */
    public boolean hasValue() {
        return value != null && value.length > 0;
    }
}
