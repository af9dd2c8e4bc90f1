package org.swavstream.image.publish;

/** Told about progress, on the thread that publishes. */
@FunctionalInterface
public interface Progress {

    /**
     * Told before the first image, and again for each that is passed over.
     *
     * @param images how many were there already, as far as is known
     */
    default void alreadyThere(long images) {}

    /**
     * @param images how many images Kafka has acknowledged since the start, resumed ones excluded
     * @param bytes their encoded size in bytes
     */
    void published(long images, long bytes);
}
