package org.swavstream.image.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Finds the offsets behind the {@link RangeBound}s of a topic. The admin client is the caller's.
 */
public final class RangeLookup {

    private final Admin admin;
    private final String topic;
    private final SortedMap<Integer, Long> oldest;
    private final SortedMap<Integer, Long> end;
    private final List<String> problems = new ArrayList<>();

    private RangeLookup(
            Admin admin,
            String topic,
            SortedMap<Integer, Long> oldest,
            SortedMap<Integer, Long> end) {
        this.admin = admin;
        this.topic = topic;
        this.oldest = oldest;
        this.end = end;
    }

    /**
     * Looks at the topic as it is now.
     *
     * @throws KafkaException if Kafka does not tell, or there is no such topic
     */
    public static RangeLookup of(Admin admin, String topic) {
        List<TopicPartition> partitions =
                get(admin.describeTopics(List.of(topic)).allTopicNames())
                        .get(topic)
                        .partitions()
                        .stream()
                        .map(partition -> new TopicPartition(topic, partition.partition()))
                        .toList();
        return new RangeLookup(
                admin,
                topic,
                list(admin, partitions, OffsetSpec.earliest()),
                list(admin, partitions, OffsetSpec.latest()));
    }

    /**
     * The offsets from one bound to another, in every partition of the topic.
     *
     * @throws IllegalArgumentException if a bound is not within what Kafka has, or the end lies
     *     before the start; the message names every partition of which that is so
     */
    public TopicRange between(RangeBound from, RangeBound to) {
        Set<Integer> all = oldest.keySet();
        return between(offsets(from, "the start", all), offsets(to, "the end", all));
    }

    /**
     * As {@link #between(RangeBound, RangeBound)}, from where a job has come to. Partitions that
     * were {@linkplain #addedTo added} to its own are left out: begun now, they would miss their
     * place in the order.
     *
     * @param from the next offset of each partition; below 0 where the job has not read a record
     * @throws IllegalArgumentException also where the job had no partition yet
     */
    public TopicRange between(Map<Integer, Long> from, RangeBound to) {
        if (from.isEmpty()) {
            throw new IllegalArgumentException(
                    ("topic %s: the savepoint is of a job that had read nothing yet; begin anew"
                                    + " without --resume and --from-savepoint, or, to keep its"
                                    + " models, with --restart-source")
                            .formatted(topic));
        }
        Set<Integer> known = from.keySet();
        SortedMap<Integer, Long> start = complete(from, "the savepoint", known);
        start.replaceAll((partition, next) -> next < 0 ? oldest.get(partition) : next);
        return between(start, offsets(to, "the end", known));
    }

    /** The topic's partitions beside those {@code known} to a job. */
    public SortedSet<Integer> addedTo(Set<Integer> known) {
        SortedSet<Integer> added = new TreeSet<>(oldest.keySet());
        added.removeAll(known);
        return added;
    }

    private TopicRange between(SortedMap<Integer, Long> from, SortedMap<Integer, Long> to) {
        SortedMap<Integer, TopicRange.Offsets> ranges = new TreeMap<>();
        for (int partition : oldest.keySet()) {
            if (from.containsKey(partition) && to.containsKey(partition)) {
                check(partition, from.get(partition), to.get(partition))
                        .ifPresentOrElse(
                                problems::add,
                                () ->
                                        ranges.put(
                                                partition,
                                                new TopicRange.Offsets(
                                                        from.get(partition), to.get(partition))));
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "topic %s: %s".formatted(topic, String.join("; ", problems)));
        }
        return new TopicRange(topic, ranges);
    }

    private Optional<String> check(int partition, long from, long to) {
        long kept = oldest.get(partition);
        long last = end.get(partition);
        if (from < kept && from < to) {
            return Optional.of(
                    ("partition %d: the offsets %d to %d, of records or only of transaction"
                                    + " markers, are lost to retention, Kafka's oldest is %d;"
                                    + " begin there, or with 'earliest' (with a savepoint:"
                                    + " --restart-source --from ...)")
                            .formatted(partition, from, Math.min(kept, to) - 1, kept));
        }
        if (to > last) {
            return Optional.of(
                    "partition %d: the end %d lies behind the last record, before which Kafka has %d"
                            .formatted(partition, to, last));
        }
        return from > to
                ? Optional.of(
                        "partition %d: the end %d lies before the start %d"
                                .formatted(partition, to, from))
                : Optional.empty();
    }

    private SortedMap<Integer, Long> offsets(RangeBound bound, String which, Set<Integer> needed) {
        if (bound instanceof RangeBound.Earliest) {
            return oldest;
        }
        if (bound instanceof RangeBound.Latest) {
            return end;
        }
        if (bound instanceof RangeBound.At at) {
            return at(at);
        }
        if (bound instanceof RangeBound.Offsets offsets) {
            return complete(offsets.byPartition(), which, needed);
        }
        return committed((RangeBound.Committed) bound, needed);
    }

    private SortedMap<Integer, Long> at(RangeBound.At bound) {
        OffsetSpec time = OffsetSpec.forTimestamp(bound.time().toEpochMilli());
        SortedMap<Integer, Long> offsets = list(admin, partitions(), time);
        // Where no record is that late, Kafka answers -1.
        offsets.replaceAll((partition, offset) -> offset < 0 ? end.get(partition) : offset);
        return offsets;
    }

    private SortedMap<Integer, Long> committed(RangeBound.Committed bound, Set<Integer> needed) {
        Map<TopicPartition, OffsetAndMetadata> found =
                get(
                        admin.listConsumerGroupOffsets(bound.group())
                                .partitionsToOffsetAndMetadata(bound.group()));
        SortedMap<Integer, Long> offsets = new TreeMap<>();
        found.forEach(
                (partition, committed) -> {
                    if (partition.topic().equals(topic) && committed != null) {
                        offsets.put(partition.partition(), committed.offset());
                    }
                });
        return complete(offsets, "group " + bound.group(), needed);
    }

    /** Notes what is missing: no partition is left out without being told. */
    private SortedMap<Integer, Long> complete(
            Map<Integer, Long> offsets, String which, Set<Integer> needed) {
        for (int partition : needed) {
            if (!offsets.containsKey(partition)) {
                problems.add(
                        "partition %d: %s has no offset for it, and every partition needs one"
                                .formatted(partition, which));
            }
        }
        for (int partition : offsets.keySet()) {
            if (!oldest.containsKey(partition)) {
                problems.add(
                        "partition %d: %s names it, but the last partition is %d"
                                .formatted(partition, which, oldest.size() - 1));
            }
        }
        return new TreeMap<>(offsets);
    }

    private List<TopicPartition> partitions() {
        return oldest.keySet().stream().map(p -> new TopicPartition(topic, p)).toList();
    }

    private static SortedMap<Integer, Long> list(
            Admin admin, List<TopicPartition> partitions, OffsetSpec which) {
        Map<TopicPartition, OffsetSpec> question =
                partitions.stream().collect(Collectors.toMap(Function.identity(), p -> which));
        // What a transaction has not committed yet is not read, so it is behind the end.
        var options = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
        Map<TopicPartition, ListOffsetsResultInfo> answer =
                get(admin.listOffsets(question, options).all());
        SortedMap<Integer, Long> offsets = new TreeMap<>();
        answer.forEach((partition, found) -> offsets.put(partition.partition(), found.offset()));
        return offsets;
    }

    private static <T> T get(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known
                    ? known
                    : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
