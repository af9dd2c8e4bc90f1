package org.swavstream.image.kafka;

import java.io.Serializable;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * A part of a topic: of each partition, the records from one offset to another.
 *
 * @param topic the topic
 * @param partitions the offsets of every partition that is read
 */
public record TopicRange(String topic, SortedMap<Integer, Offsets> partitions)
        implements Serializable {

    private static final Pattern PARTITION = Pattern.compile("(\\d{1,9}):(\\d{1,18})-(\\d{1,18})");

    /**
     * Offsets of one partition.
     *
     * @param from the first that is read
     * @param to the first that is no longer read; not below {@code from}
     */
    public record Offsets(long from, long to) implements Serializable {

        public Offsets {
            if (from < 0 || to < from) {
                throw new IllegalArgumentException(
                        "offsets %d to %d: the end must not lie before the start"
                                .formatted(from, to));
            }
        }

        /** How many offsets these are: at least as many as there are records. */
        public long count() {
            return to - from;
        }
    }

    public TopicRange {
        Objects.requireNonNull(topic, "topic");
        partitions = new TreeMap<>(partitions);
    }

    /**
     * The range that {@link #text} wrote.
     *
     * @throws IllegalArgumentException if {@code text} has another form
     */
    public static TopicRange parse(String topic, String text) {
        SortedMap<Integer, Offsets> partitions = new TreeMap<>();
        for (String part : text.split(",", -1)) {
            Matcher found = PARTITION.matcher(part.strip());
            if (!found.matches()) {
                throw new IllegalArgumentException(
                        "%s is '%s'; expected PARTITION:FROM-TO[,PARTITION:FROM-TO...]"
                                .formatted(KafkaOptions.RANGE.key(), text));
            }
            if (partitions.put(Integer.valueOf(found.group(1)), offsets(found)) != null) {
                throw new IllegalArgumentException(
                        "%s is '%s': it names partition %s twice"
                                .formatted(KafkaOptions.RANGE.key(), text, found.group(1)));
            }
        }
        return new TopicRange(topic, partitions);
    }

    private static Offsets offsets(Matcher found) {
        long from = Long.parseLong(found.group(2));
        long to = Long.parseLong(found.group(3));
        if (to < from) {
            throw new IllegalArgumentException(
                    "%s is %s: the end must not lie before the start"
                            .formatted(KafkaOptions.RANGE.key(), found.group()));
        }
        return new Offsets(from, to);
    }

    /** The offsets as {@code PARTITION:FROM-TO[,...]}. */
    public String text() {
        return partitions.entrySet().stream()
                .map(p -> p.getKey() + ":" + p.getValue().from() + "-" + p.getValue().to())
                .collect(Collectors.joining(","));
    }

    /** Where each partition ends, as {@link RangeBound#parse} takes it. */
    public String end() {
        return partitions.entrySet().stream()
                .map(p -> p.getKey() + ":" + p.getValue().to())
                .collect(Collectors.joining(","));
    }

    /** Whether there is nothing to read. */
    public boolean isEmpty() {
        return count() == 0;
    }

    /** How many offsets are in it: at least as many as there are records. */
    public long count() {
        return partitions.values().stream().mapToLong(Offsets::count).sum();
    }

    /**
     * Where {@code partition} ends.
     *
     * @throws IllegalStateException if the range does not hold it
     */
    long end(TopicPartition partition) {
        Offsets offsets = partitions.get(partition.partition());
        if (offsets == null || !partition.topic().equals(topic)) {
            throw new IllegalStateException(
                    "the job's state reads %s, which is not in the range %s of topic %s; start the"
                                    .formatted(partition, text(), topic)
                            + " reading anew with --restart-source");
        }
        return offsets.to();
    }

    /** The offset that each partition starts at. */
    Map<TopicPartition, Long> starts() {
        return partitions.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                p -> new TopicPartition(topic, p.getKey()),
                                p -> p.getValue().from()));
    }
}
