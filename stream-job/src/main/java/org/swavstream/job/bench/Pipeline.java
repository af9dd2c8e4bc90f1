package org.swavstream.job.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.swavstream.image.dataset.Datasets;
import org.swavstream.image.dataset.ImageOrder;
import org.swavstream.image.kafka.KafkaOptions;
import org.swavstream.image.publish.PublishSettings;
import org.swavstream.image.publish.PublishTarget;
import org.swavstream.image.publish.Publisher;
import org.swavstream.job.SwavTopology;
import org.swavstream.job.broker.KafkaBroker;
import org.swavstream.job.cluster.LocalCluster;
import org.swavstream.job.run.KafkaTopics;

/**
 * A Kafka broker with images, and a Flink cluster, on this machine, for jobs that are measured.
 *
 * <p>Owns both.
 */
final class Pipeline implements AutoCloseable {

    private static final String IMAGES = "images";

    /** For the most multi-crop subtasks that are measured, however few the cores are. */
    private static final int SLOTS = 2;

    private final Path images;
    private final int models;
    private final KafkaBroker broker;
    private final LocalCluster cluster;
    private final String checkpoints;
    private int jobs;

    private Pipeline(
            Path images, int models, KafkaBroker broker, LocalCluster cluster, String checkpoints) {
        this.images = images;
        this.models = models;
        this.broker = broker;
        this.cluster = cluster;
        this.checkpoints = checkpoints;
    }

    /**
     * Starts both and publishes copies of {@code image}: as many as jobs of this size take, each
     * model's in a partition of its own.
     *
     * @param folder that gets all files
     */
    static Pipeline start(Path folder, byte[] image, PipelineSize size) throws Exception {
        Path images = Files.createDirectories(folder.resolve("images"));
        Files.write(images.resolve("image.jpg"), image);
        int models = size.models();
        KafkaBroker broker =
                KafkaBroker.start(folder.resolve("kafka"), folder.resolve("kafka.log"));
        try {
            for (String model : ModelNames.apart(models)) {
                publish(broker, images, models, model, size.published());
            }
            Configuration settings = LocalCluster.settings(Optional.empty(), folder);
            settings.set(TaskManagerOptions.NUM_TASK_SLOTS, Math.max(SLOTS, models));
            String checkpoints = settings.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY);
            LocalCluster cluster = LocalCluster.start(settings);
            return new Pipeline(images, models, broker, cluster, checkpoints);
        } catch (Exception e) {
            broker.close();
            throw e;
        }
    }

    /**
     * Publishes {@code count} more images for each model, those of all models at once: a job hands
     * images on in their order, so that many of one model would leave the others without input.
     */
    void publish(int count) throws InterruptedException, ExecutionException {
        List<Callable<Void>> all = new ArrayList<>();
        for (String model : ModelNames.apart(models)) {
            all.add(
                    () -> {
                        publish(broker, images, models, model, count);
                        return null;
                    });
        }
        ExecutorService threads = Executors.newFixedThreadPool(models);
        try {
            for (Future<Void> done : threads.invokeAll(all)) {
                done.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    /** Starts a job at the first image, or where the savepoint in {@code settings} says. */
    MeasuredJob job(Configuration settings) throws Exception {
        String metrics = "metrics-" + ++jobs;
        KafkaTopics.createIfMissing(broker.bootstrapServers(), metrics);
        settings.set(KafkaOptions.BOOTSTRAP_SERVERS, broker.bootstrapServers());
        settings.set(KafkaOptions.TOPIC, IMAGES);
        settings.set(KafkaOptions.METRICS_TOPIC, metrics);
        settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints);
        settings.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        StreamExecutionEnvironment environment = cluster.environment(settings);
        SwavTopology.define(environment, settings);
        StepReports reports = new StepReports(broker.bootstrapServers(), metrics);
        return new MeasuredJob(environment.executeAsync("bench"), cluster, reports);
    }

    @Override
    public void close() {
        cluster.close();
        broker.close();
    }

    private static void publish(
            KafkaBroker broker, Path images, int partitions, String model, int count)
            throws IOException {
        PublishTarget target =
                new PublishTarget(
                        broker.bootstrapServers(), IMAGES, OptionalInt.of(partitions), Map.of());
        PublishSettings settings =
                PublishSettings.inOrder(new ImageOrder.AsIs())
                        .withPasses(count)
                        .withoutResume()
                        .withKey(model);
        new Publisher(Datasets.open(images.toString()), target, settings)
                .publish(() -> false, (published, bytes) -> {});
    }
}
