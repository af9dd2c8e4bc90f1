package org.swavstream.image.publish;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.errors.InterruptException;
import org.swavstream.image.dataset.DatasetImage;
import org.swavstream.image.dataset.DatasetPass;

/** The loop of a publish: from the first image that is missing on to the last one. */
final class PublishRun {

    private static final long NONE = -1;

    /** As many are passed over at once: of shards in a shuffled order they are all read. */
    private static final long SLICE = 1000;

    private final String publishId;
    private final Partitioning partitioning;
    private final PublishSettings settings;
    private final DatasetPass images;
    private final ImageProducer producer;
    private long alreadyThere;
    private long sent;

    PublishRun(
            String publishId,
            Partitioning partitioning,
            PublishSettings settings,
            DatasetPass images,
            ImageProducer producer) {
        this.publishId = publishId;
        this.partitioning = partitioning;
        this.settings = settings;
        this.images = images;
        this.producer = producer;
    }

    /**
     * @param lastIndexes the last published index of each partition that has one
     */
    PublishResult publish(
            Map<Integer, Long> lastIndexes, BooleanSupplier stopped, Progress progress)
            throws IOException {
        long first = Math.min(limit(), partitioning.firstMissing(lastIndexes));
        alreadyThere = first;
        progress.alreadyThere(alreadyThere);
        boolean complete = skipAndSend(first, lastIndexes, stopped, progress);
        producer.finish();
        progress.published(producer.images(), producer.bytes());
        return new PublishResult(
                alreadyThere,
                producer.images(),
                producer.bytes(),
                complete,
                partitioning.partitions());
    }

    private long limit() {
        return settings.limit().orElse(Long.MAX_VALUE);
    }

    /** Returns whether all images are sent, rather than stopped. */
    private boolean skipAndSend(
            long first, Map<Integer, Long> lastIndexes, BooleanSupplier stopped, Progress progress)
            throws IOException {
        for (long index = 0; index < first; index += SLICE) {
            if (stopped.getAsBoolean()) {
                return false;
            }
            long slice = Math.min(SLICE, first - index);
            if (images.skip(slice) < slice) {
                return true;
            }
        }
        return sendAll(first, lastIndexes, stopped, progress);
    }

    private boolean sendAll(
            long first, Map<Integer, Long> lastIndexes, BooleanSupplier stopped, Progress progress)
            throws IOException {
        Pace pace = new Pace(settings.imagesPerSecond());
        for (long index = first; index < limit(); index++) {
            pace.await(sent, stopped);
            if (stopped.getAsBoolean()) {
                return false;
            }
            Optional<DatasetImage> image = images.next();
            if (image.isEmpty()) {
                return true;
            }
            int partition = partitioning.partition(index);
            if (index <= lastIndexes.getOrDefault(partition, NONE)) {
                alreadyThere++;
                progress.alreadyThere(alreadyThere);
            } else if (!send(image.get(), partition, index)) {
                return false;
            }
            progress.published(producer.images(), producer.bytes());
        }
        return true;
    }

    /** Returns false where the thread was interrupted instead. */
    private boolean send(DatasetImage image, int partition, long index) throws IOException {
        try {
            producer.send(
                    image,
                    partition,
                    new PublishPosition(publishId, partitioning.partitions(), index));
            sent++;
            return true;
        } catch (InterruptException e) {
            return false;
        }
    }
}
