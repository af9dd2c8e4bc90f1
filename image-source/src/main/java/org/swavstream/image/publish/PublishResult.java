package org.swavstream.image.publish;

/**
 * What a publish did.
 *
 * @param resumedAt how many images of the publish were on the topic before
 * @param images how many were added and acknowledged
 * @param bytes their encoded size in bytes
 * @param complete whether all is published; false where it was stopped
 * @param partitions of the topic
 */
public record PublishResult(
        long resumedAt, long images, long bytes, boolean complete, int partitions) {}
