package org.swavstream.tests;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.swavstream.image.kafka.KafkaOptions;
import org.swavstream.job.SwavTopology;
import org.swavstream.operators.multicrop.MultiCropOptions;
import org.swavstream.operators.option.OptionReader;
import org.swavstream.operators.probe.ProbeOptions;
import org.swavstream.operators.sample.CropGroup;
import org.swavstream.operators.sequence.SequenceOptions;
import org.swavstream.operators.swav.Stem;
import org.swavstream.operators.training.LossOptions;
import org.swavstream.operators.training.ModelOptions;
import org.swavstream.operators.training.QueueOptions;
import org.swavstream.operators.training.TrainOptions;
import org.swavstream.operators.training.TrainingSettings;
import org.swavstream.state.checkpoint.OperatorUids;

/** The real job with a tiny model, on the Flink cluster of the test; closed, it no longer runs. */
final class StreamJob implements AutoCloseable {

    static final int BATCH_SIZE = 16;

    private static final List<CropGroup> CROPS = List.of(new CropGroup(2, 16), new CropGroup(1, 8));

    private final Configuration configuration;
    private final Path folder;
    private Optional<Function<TrainingSettings, StreamOperatorFactory<?>>> trainers =
            Optional.empty();
    private JobClient client;

    StreamJob(String bootstrapServers, String topic, Path folder) {
        this.folder = folder;
        this.configuration =
                new Configuration()
                        .set(KafkaOptions.BOOTSTRAP_SERVERS, bootstrapServers)
                        .set(KafkaOptions.TOPIC, topic)
                        .set(KafkaOptions.GROUP_ID, topic + "-group")
                        .set(MultiCropOptions.GROUPS, "2x16,1x8")
                        .set(MultiCropOptions.SCALES, "0.4-1.0,0.2-0.5")
                        .set(ModelOptions.TRUNK, "resnet10")
                        .set(ModelOptions.WIDTH, 0.125)
                        .set(ModelOptions.STEM, Stem.SMALL_STRIDE_2)
                        .set(ModelOptions.HEAD_HIDDEN, 16)
                        .set(ModelOptions.FEATURE_DIM, 8)
                        .set(ModelOptions.PROTOTYPES, 8)
                        .set(LossOptions.FREEZE_PROTOTYPES_STEPS, 3L)
                        .set(QueueOptions.LENGTH, 3 * BATCH_SIZE)
                        .set(TrainOptions.BATCH_SIZE, BATCH_SIZE)
                        .set(TrainOptions.DEVICE, "cpu")
                        .set(TrainOptions.THREADS, 1)
                        .set(ProbeOptions.EVERY_STEPS, 5L)
                        .set(SequenceOptions.HOLD_OUT_SHARE, 0.0)
                        .set(CoreOptions.DEFAULT_PARALLELISM, 1)
                        .set(StateBackendOptions.STATE_BACKEND, "rocksdb")
                        .set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true)
                        .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(300))
                        .set(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS, Duration.ZERO)
                        .set(
                                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                                folder.resolve("checkpoints").toUri().toString())
                        .set(
                                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION)
                        .set(RestartStrategyOptions.RESTART_STRATEGY, "none")
                        .set(PipelineOptions.GENERIC_TYPES, false)
                        .set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    }

    Configuration configuration() {
        return configuration;
    }

    /** Makes a checkpoint after every few steps, and keeps them all. */
    StreamJob withManyCheckpoints() {
        configuration
                .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(50))
                .set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 10_000);
        return this;
    }

    StreamJob from(String savepointOrCheckpoint) {
        configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepointOrCheckpoint);
        return this;
    }

    /** With other trainers than {@link SwavTopology} has. */
    StreamJob withTrainer(Function<TrainingSettings, StreamOperatorFactory<?>> made) {
        trainers = Optional.of(made);
        return this;
    }

    StreamJob start() throws Exception {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        SwavTopology.define(env, configuration);
        StreamGraph graph = env.getStreamGraph();
        trainers.ifPresent(made -> trainer(graph).setOperatorFactory(made.apply(training())));
        client = env.executeAsync(graph);
        return this;
    }

    private static StreamNode trainer(StreamGraph graph) {
        return graph.getStreamNodes().stream()
                .filter(node -> OperatorUids.SWAV_TRAINER.equals(node.getTransformationUID()))
                .findFirst()
                .orElseThrow();
    }

    private TrainingSettings training() {
        OptionReader options = new OptionReader(configuration);
        return TrainingSettings.read(options, CROPS).orElseThrow();
    }

    /** Takes a savepoint and goes on; returns its path. */
    String savepoint(SavepointFormatType format) throws Exception {
        return client.triggerSavepoint(folder.resolve("savepoints").toUri().toString(), format)
                .get();
    }

    /** Stops the job and returns the path of its savepoint. */
    String stop() throws Exception {
        String target = folder.resolve("savepoints").toUri().toString();
        String savepoint =
                client.stopWithSavepoint(false, target, SavepointFormatType.CANONICAL).get();
        client.getJobExecutionResult().get();
        client = null;
        return savepoint;
    }

    /** Waits for the job to fail, and returns why. */
    Throwable failure() throws Exception {
        try {
            client.getJobExecutionResult().get(1, TimeUnit.MINUTES);
        } catch (ExecutionException e) {
            return e;
        }
        throw new AssertionError("the job came to its end");
    }

    /** The newest complete checkpoint of any job in this folder. */
    String latestCheckpoint() throws IOException {
        return Checkpoints.latest(folder.resolve("checkpoints"));
    }

    /** Cancels the job: there is no savepoint. Its checkpoints stay. */
    @Override
    public void close() throws Exception {
        if (client != null && !client.getJobStatus().get().isGloballyTerminalState()) {
            client.cancel().get();
            client.getJobExecutionResult().handle((result, cancelled) -> null).get();
            client = null;
        }
    }
}
