package org.swavstream.job.cli;

import java.util.ArrayList;
import java.util.List;
import org.swavstream.image.kafka.RecordOrder;
import org.swavstream.image.kafka.TopicRange;

/** What a replay will read, for a person. */
final class ReplayText {

    private ReplayText() {}

    /** One line for the whole range, one for each partition, and one for who goes on with it. */
    static List<String> of(TopicRange range, RecordOrder order) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "Replay of topic %s in %s order: up to %,d records"
                        .formatted(range.topic(), order, range.count()));
        range.partitions()
                .forEach((partition, offsets) -> lines.add(partition(partition, offsets)));
        lines.add("  to go on after a kill: --to %s --resume".formatted(range.end()));
        return lines;
    }

    private static String partition(int partition, TopicRange.Offsets offsets) {
        return offsets.count() == 0
                ? "  partition %d: nothing, at offset %d".formatted(partition, offsets.from())
                : "  partition %d: offsets %d to %d, up to %,d records"
                        .formatted(partition, offsets.from(), offsets.to() - 1, offsets.count());
    }
}
