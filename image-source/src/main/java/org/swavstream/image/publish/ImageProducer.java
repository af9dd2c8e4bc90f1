package org.swavstream.image.publish;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.swavstream.image.ImageRecord;
import org.swavstream.image.dataset.DatasetImage;
import org.swavstream.image.kafka.SinkSettings;
import org.swavstream.state.digest.Sha256;

/**
 * Sends images so that each partition holds a beginning of what was sent to it, without gaps and in
 * order: the producer is idempotent, has one request in flight, and stops at the first failure.
 */
final class ImageProducer implements AutoCloseable {

    private static final int BATCH_BYTES = 256 << 10;
    private static final int LINGER_MILLIS = 20;

    private final PublishTarget target;
    private final PublishSettings settings;
    private final Producer<byte[], byte[]> producer;
    private final AtomicReference<PublishException> failure = new AtomicReference<>();
    private final AtomicLong images = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    ImageProducer(PublishTarget target, PublishSettings settings) throws PublishException {
        this.target = target;
        this.settings = settings;
        try {
            this.producer =
                    new KafkaProducer<>(
                            properties(), new ByteArraySerializer(), new ByteArraySerializer());
        } catch (KafkaException e) {
            String reason = PublishException.reason(e).getMessage();
            throw new PublishException("cannot publish to " + target + ": " + reason, e);
        }
    }

    private Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
        // Room for the largest image of a data set; the topic's own limit is what counts.
        long largest = SinkSettings.LARGEST_REQUEST.getBytes();
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Math.toIntExact(largest));
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, largest);
        properties.putAll(target.clientProperties());
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, target.bootstrapServers());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        return properties;
    }

    /**
     * Sends an image; returns before it is acknowledged.
     *
     * @throws InterruptException if the thread was interrupted before the image was sent
     * @throws PublishException if this image or one before it cannot be stored
     */
    @SuppressWarnings("FutureReturnValueIgnored") // The callback gets what the future would.
    void send(DatasetImage image, int partition, PublishPosition position) throws PublishException {
        checkHealthy();
        try {
            producer.send(
                    toKafka(image, partition, position),
                    (metadata, error) -> completed(image, error));
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException | IllegalStateException e) {
            checkHealthy();
            throw refused(image, e);
        }
    }

    private ProducerRecord<byte[], byte[]> toKafka(
            DatasetImage image, int partition, PublishPosition position) {
        byte[] key = settings.key().map(ImageProducer::utf8).orElse(null);
        ProducerRecord<byte[], byte[]> written =
                new ProducerRecord<>(target.topic(), partition, key, image.encoded());
        written.headers().add(ImageRecord.IMAGE_ID, utf8(image.id())).add(position.header());
        if (image.label() != null) {
            written.headers().add(ImageRecord.LABEL, utf8(image.label()));
        }
        if (settings.sha256()) {
            written.headers().add(ImageRecord.SHA256, utf8(Sha256.hex(image.encoded())));
        }
        return written;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Runs on the producer's thread, before it sends the next request. */
    private void completed(DatasetImage image, Exception error) {
        if (error == null) {
            images.incrementAndGet();
            bytes.addAndGet(image.encoded().length);
        } else if (failure.compareAndSet(null, refused(image, error))) {
            // At once, so that nothing is stored behind the image that is missing.
            producer.close(Duration.ZERO);
        }
    }

    private PublishException refused(DatasetImage image, Exception error) {
        return new PublishException(
                "cannot publish %s to topic %s on %s: %s"
                        .formatted(
                                image.id(),
                                target.topic(),
                                target.bootstrapServers(),
                                error.getMessage()),
                error);
    }

    private void checkHealthy() throws PublishException {
        if (failure.get() != null) {
            throw failure.get();
        }
    }

    /** Number of acknowledged images. */
    long images() {
        return images.get();
    }

    /** Encoded size of the acknowledged images. */
    long bytes() {
        return bytes.get();
    }

    /**
     * Waits until everything sent is acknowledged, also where the thread is interrupted.
     *
     * @throws PublishException if something is not
     */
    void finish() throws PublishException {
        uninterrupted(producer::flush);
        checkHealthy();
    }

    /** Gives up what is not acknowledged. */
    @Override
    public void close() {
        uninterrupted(() -> producer.close(Duration.ZERO));
    }

    /** Hides an interruption from the producer, which would not wait; the thread keeps it. */
    private static void uninterrupted(Runnable action) {
        boolean interrupted = Thread.interrupted();
        try {
            action.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
