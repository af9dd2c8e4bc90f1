package org.swavstream.job.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.swavstream.image.kafka.RecordOrder;
import org.swavstream.image.kafka.TopicRange;

/** What a replay will read, for a person. */
final class ReplayText {

    private ReplayText() {}

    /** One line for the whole range, and one for each partition. */
    static List<String> of(TopicRange range, RecordOrder order) {
        List<String> lines = new ArrayList<>();
        lines.add(
                format(
                        "Replay of topic %s in %s order: up to %,d records",
                        range.topic(), order, range.count()));
        range.partitions()
                .forEach((partition, offsets) -> lines.add(partition(partition, offsets)));
        return lines;
    }

    private static String partition(int partition, TopicRange.Offsets offsets) {
        return offsets.count() == 0
                ? format("  partition %d: nothing, at offset %d", partition, offsets.from())
                : format(
                        "  partition %d: offsets %d to %d, up to %,d records",
                        partition, offsets.from(), offsets.to() - 1, offsets.count());
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
