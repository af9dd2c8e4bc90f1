package org.swavstream.image.publish;

/** Told about progress, on the thread that publishes. */
@FunctionalInterface
public interface Progress {

    /**
     * @param images how many images need not be published, as far as is known; it can still grow
     */
    default void alreadyThere(long images) {}

    /**
     * @param images how many images Kafka has acknowledged since the start, resumed ones excluded
     * @param bytes their encoded size in bytes
     */
    void published(long images, long bytes);
}
