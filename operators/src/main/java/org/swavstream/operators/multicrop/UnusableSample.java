package org.swavstream.operators.multicrop;

import java.util.Objects;
import org.swavstream.image.ImageRecord;

/**
 * A record that no image could be had from.
 *
 * @param record the record as it came
 * @param reason why, in a sentence
 */
public record UnusableSample(ImageRecord record, String reason) {

    public UnusableSample {
        Objects.requireNonNull(record, "record");
        Objects.requireNonNull(reason, "reason");
    }
}
