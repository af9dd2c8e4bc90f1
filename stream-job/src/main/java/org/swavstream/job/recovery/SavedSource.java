package org.swavstream.job.recovery;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.swavstream.image.kafka.SourcePosition;
import org.swavstream.image.kafka.TopicRange;
import org.swavstream.image.kafka.TransactionPrefix;
import org.swavstream.job.configuration.ConfigurationException;
import org.swavstream.state.checkpoint.OperatorUids;
import org.swavstream.state.savepoint.SavepointException;
import org.swavstream.state.savepoint.SnapshotMetadata;

/**
 * What a savepoint or checkpoint says of the source, and of the job that it belonged to.
 *
 * @param path of the savepoint
 * @param uid under which the source's state stands
 * @param topics that it reads
 * @param offsets the next offset of each partition; below 0 where no record was read yet
 * @param transactions what the job's transactions for reports are called, see {@link
 *     TransactionPrefix}; empty where it had none
 */
public record SavedSource(
        String path,
        SourceUid uid,
        List<String> topics,
        SortedMap<Integer, Long> offsets,
        Set<String> transactions) {

    /**
     * Reads the savepoint or checkpoint at {@code path}.
     *
     * @throws IOException if it cannot be read, or is none of this program; the message names it
     */
    public static SavedSource read(String path) throws IOException {
        return find(path)
                .orElseThrow(
                        () ->
                                new IOException(
                                        "savepoint %s holds no source of images, so it is not ours"
                                                .formatted(path)));
    }

    /** As {@link #read}; empty if it holds no source of images, so that it is another program's. */
    static Optional<SavedSource> find(String path) throws IOException {
        SnapshotMetadata metadata = SnapshotMetadata.read(path);
        Optional<OperatorState> source = source(metadata);
        return source.isPresent()
                ? Optional.of(SavepointException.wrapping(path, () -> of(metadata, source.get())))
                : Optional.empty();
    }

    /** Whether every partition is at the end of {@code range}. */
    public boolean isAtEndOf(TopicRange range) {
        return range.partitions().entrySet().stream()
                .allMatch(p -> offsets.getOrDefault(p.getKey(), -1L) >= p.getValue().to());
    }

    /** Whether it reads {@code topic}, or nothing yet: one that was saved before it began. */
    boolean reads(String topic) {
        return topics.isEmpty() || topics.equals(List.of(topic));
    }

    /**
     * Whether a job of this group may have left it. It tells the group only where there are
     * transactions.
     *
     * @param topic that the job reads, which it may say itself
     */
    boolean mayBeOf(String group, String topic) {
        String read = topics.isEmpty() ? topic : topics.get(0);
        return transactions.isEmpty()
                || transactions.contains(
                        TransactionPrefix.of(group, read, TransactionPrefix.METRICS));
    }

    /**
     * Throws if the source reads anything else than {@code topic}.
     *
     * @throws ConfigurationException that names both
     */
    public void requireTopic(String topic) {
        if (!reads(topic)) {
            throw new ConfigurationException(
                    List.of(
                            ("savepoint %s reads topic %s, not %s; to go on with its models on another"
                                            + " topic, add --restart-source")
                                    .formatted(path, String.join(", ", topics), topic)));
        }
    }

    private static Optional<OperatorState> source(SnapshotMetadata metadata) {
        return metadata.operators().stream()
                .filter(operator -> SourceUid.of(operator).isPresent())
                .findFirst();
    }

    private static SavedSource of(SnapshotMetadata metadata, OperatorState source)
            throws IOException {
        List<SourcePosition> positions =
                SourcePosition.of(metadata.listState(List.of(source), SourcePosition.STATE));
        SortedMap<Integer, Long> offsets = new TreeMap<>();
        positions.forEach(position -> offsets.put(position.partition(), position.offset()));
        return new SavedSource(
                metadata.path(),
                SourceUid.of(source).orElseThrow(),
                positions.stream().map(SourcePosition::topic).distinct().toList(),
                offsets,
                TransactionPrefix.in(
                        metadata.listState(reports(metadata), TransactionPrefix.STATE)));
    }

    private static List<OperatorState> reports(SnapshotMetadata metadata) {
        return metadata.operator(OperatorUids.METRICS_TOPIC).stream().toList();
    }
}
