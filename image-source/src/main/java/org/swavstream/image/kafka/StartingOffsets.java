package org.swavstream.image.kafka;

import java.util.Locale;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;

/** Where a job that starts without state begins to read. */
public enum StartingOffsets {
    /** At the oldest record that Kafka still has. */
    EARLIEST,
    /** At the records that arrive after the start. */
    LATEST,
    /** Where the consumer group stopped; the start fails where it committed no offset. */
    COMMITTED;

    OffsetsInitializer initializer() {
        return new FailOnLostOffsets(
                switch (this) {
                    case EARLIEST -> new OldestOffsets();
                    case LATEST -> OffsetsInitializer.latest();
                    case COMMITTED -> OffsetsInitializer.committedOffsets();
                });
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
