package org.swavstream.tests;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.util.FileUtils;
import org.swavstream.image.broker.Broker;
import org.swavstream.operators.report.StateReport;
import org.swavstream.operators.report.StepReport;
import org.swavstream.operators.sequence.SequenceOptions;
import org.swavstream.operators.sequence.SequenceOptions.ModelKey;

/**
 * What one real job with the models {@code cats} and {@code dogs} left: a retained checkpoint, and
 * a savepoint in each of Flink's two formats; and what the job left that went on from there with
 * other state backends.
 */
final class TwoModels implements AutoCloseable {

    static final String TOPIC = "two-models";
    static final long STEPS = 6;
    static final long IMAGES = STEPS * StreamJob.BATCH_SIZE + 3;

    private final Broker broker;
    private final Path folder;
    private final Map<Snapshot, String> paths = new EnumMap<>(Snapshot.class);
    private final List<StateReport> reports = new ArrayList<>();

    private TwoModels(Broker broker, Path folder) {
        this.broker = broker;
        this.folder = folder;
    }

    static TwoModels train(Broker broker) throws Exception {
        TestTopics.create(broker, TOPIC);
        TestTopics.publish(broker, TOPIC, IMAGES, "cats");
        TestTopics.publish(broker, TOPIC, IMAGES, "dogs");
        TwoModels models = new TwoModels(broker, Files.createTempDirectory(TOPIC));
        models.train();
        models.goOn(
                "hashmap", true, Snapshot.NATIVE_SAVEPOINT_ON_HEAP, Snapshot.CHECKPOINT_ON_HEAP);
        models.goOn(
                "rocksdb",
                false,
                Snapshot.NATIVE_SAVEPOINT_NOT_INCREMENTAL,
                Snapshot.CHECKPOINT_NOT_INCREMENTAL);
        return models;
    }

    private void train() throws Exception {
        try (MetricsReader metrics = metrics();
                StreamJob job = job(folder)) {
            job.start();
            metrics.await(
                    StepReport.class, step -> step.model().equals("dogs") && step.step() == STEPS);
            metrics.awaitAllTasks();
            paths.put(Snapshot.NATIVE_SAVEPOINT, job.savepoint(SavepointFormatType.NATIVE));
            paths.put(Snapshot.SAVEPOINT, job.savepoint(SavepointFormatType.CANONICAL));
            reports.addAll(metrics.all(StateReport.class));
            metrics.awaitCheckpoint(STEPS);
            job.close();
            paths.put(Snapshot.CHECKPOINT, job.latestCheckpoint());
        }
    }

    private void goOn(String backend, boolean incremental, Snapshot savepoint, Snapshot checkpoint)
            throws Exception {
        try (MetricsReader metrics = metrics();
                StreamJob job = job(folder.resolve(backend)).from(savepoint())) {
            job.configuration()
                    .set(StateBackendOptions.STATE_BACKEND, backend)
                    .set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, incremental);
            job.start();
            metrics.awaitCheckpoint(STEPS);
            paths.put(savepoint, job.savepoint(SavepointFormatType.NATIVE));
            job.close();
            paths.put(checkpoint, job.latestCheckpoint());
        }
    }

    private MetricsReader metrics() {
        return new MetricsReader(broker.bootstrapServers(), TOPIC + ".metrics");
    }

    private StreamJob job(Path target) {
        StreamJob job = new StreamJob(broker.bootstrapServers(), TOPIC, target);
        job.configuration().set(SequenceOptions.KEY_BY, ModelKey.RECORD_KEY);
        return job;
    }

    /** Of all that was left. */
    Path folder() {
        return folder;
    }

    String path(Snapshot snapshot) {
        return paths.get(snapshot);
    }

    /** The path of the savepoint in canonical format. */
    String savepoint() {
        return path(Snapshot.SAVEPOINT);
    }

    Path savepointFolder() {
        return Path.of(URI.create(savepoint()));
    }

    StateReport lastReport(String model) {
        return lastReport(report -> report.model().equals(model));
    }

    StateReport lastReport(Predicate<StateReport> wanted) {
        return reports.stream().filter(wanted).reduce((before, after) -> after).orElseThrow();
    }

    @Override
    public void close() throws IOException {
        FileUtils.deleteDirectory(folder.toFile());
    }
}
