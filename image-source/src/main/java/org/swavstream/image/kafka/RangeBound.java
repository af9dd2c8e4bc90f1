package org.swavstream.image.kafka;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One end of the part of a topic that is read, as a person gives it. */
public sealed interface RangeBound {

    /** What {@link #parse} understands. */
    String SYNTAX =
            "earliest, latest, a time (2026-01-31T12:00:00Z), offsets (0:1200,1:900), or group:NAME";

    /** The oldest record that Kafka still has. */
    record Earliest() implements RangeBound {}

    /** Behind the newest committed record. */
    record Latest() implements RangeBound {}

    /** The first record with this time or a later one. */
    record At(Instant time) implements RangeBound {}

    /** An offset for each partition. */
    record Offsets(Map<Integer, Long> byPartition) implements RangeBound {
        public Offsets {
            byPartition = new TreeMap<>(byPartition);
        }
    }

    /** The offsets that a consumer group has committed. */
    record Committed(String group) implements RangeBound {}

    /**
     * The bound that {@code text} describes; see {@link #SYNTAX}.
     *
     * @throws IllegalArgumentException if it describes none
     */
    static RangeBound parse(String text) {
        if (text.equals("earliest")) {
            return new Earliest();
        }
        if (text.equals("latest")) {
            return new Latest();
        }
        if (text.startsWith("group:") && text.length() > "group:".length()) {
            return new Committed(text.substring("group:".length()));
        }
        return text.matches("\\d+:\\d+(,.*)?") ? offsets(text) : at(text);
    }

    private static Offsets offsets(String text) {
        Pattern pattern = Pattern.compile("(\\d{1,9}):(\\d{1,18})");
        Map<Integer, Long> offsets = new TreeMap<>();
        for (String part : text.split(",", -1)) {
            Matcher found = pattern.matcher(part.strip());
            if (!found.matches()) {
                throw new IllegalArgumentException(
                        "'%s' is no PARTITION:OFFSET; expected for instance 0:1200,1:900"
                                .formatted(part));
            }
            if (offsets.put(Integer.valueOf(found.group(1)), Long.valueOf(found.group(2)))
                    != null) {
                throw new IllegalArgumentException(
                        "partition %s is given twice in '%s'".formatted(found.group(1), text));
            }
        }
        return new Offsets(offsets);
    }

    private static At at(String text) {
        try {
            return new At(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'%s' is not understood; expected %s".formatted(text, SYNTAX), e);
        }
    }
}
