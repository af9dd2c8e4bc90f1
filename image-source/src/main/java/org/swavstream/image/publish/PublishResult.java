package org.swavstream.image.publish;

/**
 * What a publish did.
 *
 * @param alreadyThere how many images of the publish, as far as it came, were on the topic before
 * @param images how many were added and acknowledged
 * @param bytes their encoded size in bytes
 * @param complete whether all is published; false where it was stopped
 * @param partitions of the topic
 */
public record PublishResult(
        long alreadyThere, long images, long bytes, boolean complete, int partitions) {}
