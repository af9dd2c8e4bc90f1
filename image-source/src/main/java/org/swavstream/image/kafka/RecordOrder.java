package org.swavstream.image.kafka;

import java.util.Locale;

/** The order in which the records of a topic's partitions are trained on. */
public enum RecordOrder {
    /** As they come: the fastest, and another order in every run. */
    ARRIVAL,
    /** By offset, and by partition where offsets are equal: the same order in every run. */
    OFFSET;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
