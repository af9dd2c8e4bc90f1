package org.swavstream.job.recovery;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.DefaultOperatorStateBackendBuilder;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.filesystem.AbstractFsCheckpointStorageAccess;
import org.swavstream.image.kafka.TopicRange;

/**
 * What a savepoint or checkpoint says of the source.
 *
 * @param path of the savepoint
 * @param uid under which the source's state stands
 * @param topics that it reads
 * @param offsets the next offset of each partition; below 0 where no record was read yet
 */
public record SavedSource(
        String path, SourceUid uid, List<String> topics, SortedMap<Integer, Long> offsets) {

    /** Under which Flink's source operator keeps its splits. */
    private static final String SPLITS = "SourceReaderState";

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
        try {
            Optional<OperatorState> source = source(metadata(path));
            return source.isPresent() ? Optional.of(of(path, source.get())) : Optional.empty();
        } catch (Exception e) {
            throw new IOException(
                    "savepoint %s cannot be read: %s".formatted(path, e.getMessage()), e);
        }
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
     * Throws if the source reads anything else than {@code topic}.
     *
     * @throws IllegalArgumentException that names both
     */
    public void requireTopic(String topic) {
        if (!reads(topic)) {
            throw new IllegalArgumentException(
                    ("savepoint %s reads topic %s, not %s; to go on with its models on another"
                                    + " topic, add --restart-source")
                            .formatted(path, String.join(", ", topics), topic));
        }
    }

    static CheckpointMetadata metadata(String path) throws IOException {
        var location = AbstractFsCheckpointStorageAccess.resolveCheckpointPointer(path);
        try (InputStream in = location.getMetadataHandle().openInputStream()) {
            return Checkpoints.loadCheckpointMetadata(
                    new DataInputStream(in), classLoader(), location.getExternalPointer());
        }
    }

    private static Optional<OperatorState> source(CheckpointMetadata metadata) {
        return metadata.getOperatorStates().stream()
                .filter(operator -> operator.getOperatorUid().flatMap(SourceUid::parse).isPresent())
                .findFirst();
    }

    private static SavedSource of(String path, OperatorState source) throws Exception {
        SortedMap<Integer, Long> offsets = new TreeMap<>();
        List<KafkaPartitionSplit> splits = splits(source);
        splits.forEach(split -> offsets.put(split.getPartition(), split.getStartingOffset()));
        return new SavedSource(
                path,
                source.getOperatorUid().flatMap(SourceUid::parse).orElseThrow(),
                splits.stream().map(KafkaPartitionSplit::getTopic).distinct().sorted().toList(),
                offsets);
    }

    private static List<KafkaPartitionSplit> splits(OperatorState source) throws Exception {
        Collection<OperatorStateHandle> handles =
                source.getStates().stream()
                        .flatMap(subtask -> subtask.getManagedOperatorState().stream())
                        .toList();
        List<KafkaPartitionSplit> splits = new ArrayList<>();
        try (CloseableRegistry registry = new CloseableRegistry()) {
            var backend =
                    new DefaultOperatorStateBackendBuilder(
                                    classLoader(), new ExecutionConfig(), false, handles, registry)
                            .build();
            var stored =
                    backend.getListState(
                            new ListStateDescriptor<>(
                                    SPLITS, BytePrimitiveArraySerializer.INSTANCE));
            for (byte[] split : stored.get()) {
                splits.add(
                        SimpleVersionedSerialization.readVersionAndDeSerialize(
                                new KafkaPartitionSplitSerializer(), split));
            }
            backend.dispose();
        }
        return splits;
    }

    private static ClassLoader classLoader() {
        return SavedSource.class.getClassLoader();
    }
}
