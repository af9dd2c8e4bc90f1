package org.swavstream.job.recovery;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.DefaultOperatorStateBackend;
import org.apache.flink.runtime.state.DefaultOperatorStateBackendBuilder;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.filesystem.FsCheckpointStreamFactory;
import org.apache.kafka.common.TopicPartition;
import org.swavstream.image.kafka.SourcePosition;
import org.swavstream.image.kafka.TransactionPrefix;
import org.swavstream.state.checkpoint.OperatorUids;

/**
 * Checkpoints as a job leaves them, with the state of source and metrics sink only, in a file each.
 *
 * @param folder for all of them
 * @param job its id
 * @param topic that it reads
 * @param transactions what the names of its transactions begin with; empty if it has none
 */
record SavedJob(Path folder, String job, String topic, String transactions) {

    /** A checkpoint with this number, taken at this second. */
    void checkpoint(long number, long second) throws Exception {
        Path snapshot = Files.createDirectories(folder.resolve(job).resolve("chk-" + number));
        List<OperatorState> operators =
                List.of(
                        operator(
                                OperatorUids.IMAGES,
                                listState(snapshot, SourcePosition.STATE, List.of(split(number)))),
                        operator(
                                OperatorUids.METRICS_TOPIC,
                                listState(
                                        snapshot,
                                        TransactionPrefix.STATE,
                                        transactions.isEmpty() ? List.of() : List.of(writer()))));
        Path file = snapshot.resolve("_metadata");
        try (OutputStream out = Files.newOutputStream(file)) {
            Checkpoints.storeCheckpointMetadata(
                    new CheckpointMetadata(number, operators, List.of()), out);
        }
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(second)));
    }

    private byte[] split(long offset) throws IOException {
        return SimpleVersionedSerialization.writeVersionAndSerialize(
                new KafkaPartitionSplitSerializer(),
                new KafkaPartitionSplit(new TopicPartition(topic, 0), offset));
    }

    /** As the serializer of Kafka's sink writes it: version, length, prefix, and more. */
    private byte[] writer() throws IOException {
        DataOutputSerializer state = new DataOutputSerializer(64);
        state.writeUTF(transactions);
        state.writeInt(0);
        DataOutputSerializer element = new DataOutputSerializer(64);
        element.writeInt(2);
        element.writeInt(state.length());
        element.write(state.getCopyOfBuffer());
        return element.getCopyOfBuffer();
    }

    private static OperatorState operator(String uid, OperatorStateHandle state) {
        OperatorState operator = new OperatorState(uid, uid, new OperatorID(), 1, 128);
        operator.putState(0, OperatorSubtaskState.builder().setManagedOperatorState(state).build());
        return operator;
    }

    private static OperatorStateHandle listState(Path folder, String name, List<byte[]> elements)
            throws Exception {
        var place = new org.apache.flink.core.fs.Path(folder.toUri());
        try (CloseableRegistry registry = new CloseableRegistry();
                DefaultOperatorStateBackend backend =
                        new DefaultOperatorStateBackendBuilder(
                                        SavedJob.class.getClassLoader(),
                                        new ExecutionConfig(),
                                        false,
                                        List.of(),
                                        registry)
                                .build()) {
            backend.getListState(
                            new ListStateDescriptor<>(name, BytePrimitiveArraySerializer.INSTANCE))
                    .update(elements);
            var snapshot =
                    backend.snapshot(
                            1,
                            1,
                            new FsCheckpointStreamFactory(
                                    place.getFileSystem(), place, place, 0, 1 << 10),
                            CheckpointOptions.forCheckpointWithDefaultLocation());
            snapshot.run();
            return snapshot.get().getJobManagerOwnedSnapshot();
        }
    }
}
