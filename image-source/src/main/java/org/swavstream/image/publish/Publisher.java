package org.swavstream.image.publish;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.swavstream.image.dataset.Dataset;
import org.swavstream.image.dataset.DatasetPass;

/**
 * Publishes a data set to a Kafka topic, one record an image: the encoded image with the headers
 * {@code image-id}, {@code label} and {@code publish-position}.
 *
 * <p>A publish that was stopped, killed or failed is resumed by publishing again: the same data set
 * (wherever it is now), in the same order, with the same key, to the same topic. Each image is then
 * on the topic exactly once, in order within each partition, provided that
 *
 * <ul>
 *   <li>one publisher at a time publishes it,
 *   <li>the topic has kept its last record of each partition, and its number of partitions,
 *   <li>others have added fewer than about 1,000 records to a partition since; else what went to
 *       that partition is published again from the beginning.
 * </ul>
 *
 * <p>The same data set is one of the same {@linkplain Dataset#name name} and {@linkplain
 * Dataset#fingerprint fingerprint}. Of a folder of images and of tar shards the latter is the
 * files' names, sizes and order: what is in them is not compared. A data set that has grown, shrunk
 * or been renamed is another one, which is published from its beginning.
 *
 * <p>A publish that is complete is thus not repeated, unless more passes or a higher limit are
 * asked for, or resuming is turned off.
 */
public final class Publisher {

    /** Long enough for a broker that is busy, and short enough for a person who waits. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final Dataset dataset;
    private final PublishTarget target;
    private final PublishSettings settings;

    public Publisher(Dataset dataset, PublishTarget target, PublishSettings settings) {
        this.dataset = dataset;
        this.target = target;
        this.settings = settings;
    }

    /**
     * Publishes until all is published, {@code stop} says so or the thread is interrupted, and
     * returns when everything sent is acknowledged.
     *
     * @param stop asked before each image, and while those that are there are looked for and passed
     *     over
     * @param progress told after each image
     * @throws PublishException within 10 s if no broker answers or there is no such topic; or if
     *     Kafka refuses an image
     * @throws IOException if the data set cannot be read
     */
    public PublishResult publish(BooleanSupplier stop, Progress progress) throws IOException {
        int partitions = new TargetTopic(target, PATIENCE).partitions();
        Partitioning partitioning = new Partitioning(partitions, settings.key());
        String publishId = PublishPosition.publishId(dataset, settings);
        BooleanSupplier stopped =
                () -> stop.getAsBoolean() || Thread.currentThread().isInterrupted();
        Optional<Map<Integer, Long>> last = lastIndexes(publishId, partitioning, stopped);
        if (last.isEmpty()) {
            return new PublishResult(0, 0, 0, false, partitions);
        }
        try (DatasetPass images = new RepeatedPass(dataset, settings.order(), settings.passes());
                ImageProducer producer = new ImageProducer(target, settings)) {
            return new PublishRun(publishId, partitioning, settings, images, producer)
                    .publish(last.get(), stopped, progress);
        }
    }

    private Optional<Map<Integer, Long>> lastIndexes(
            String publishId, Partitioning partitioning, BooleanSupplier stopped)
            throws IOException {
        return settings.resume()
                ? new PublishedTail(target, publishId, partitioning, stopped).lastIndexes()
                : Optional.of(Map.of());
    }
}
