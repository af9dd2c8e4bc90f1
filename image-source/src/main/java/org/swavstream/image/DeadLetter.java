package org.swavstream.image;

import java.util.Objects;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.swavstream.state.serializer.ImmutableTypeInformation;

/**
 * A record that cannot be trained on.
 *
 * @param record the record as it was read
 * @param reason why, for a person to read
 */
public record DeadLetter(ImageRecord record, String reason) {

    /** How Flink carries dead letters. */
    public static final TypeInformation<DeadLetter> TYPE =
            new ImmutableTypeInformation<>(DeadLetter.class, new DeadLetterSerializer());

    public DeadLetter {
        Objects.requireNonNull(record, "record");
        Objects.requireNonNull(reason, "reason");
    }
}
