package org.swavstream.image.publish;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.swavstream.image.dataset.ImageOrder;

/**
 * Which images are published, and how.
 *
 * @param order order of the first pass; every further pass of a shuffled order is shuffled afresh
 * @param passes how often the data set is published, {@link #ENDLESS} for until it is stopped
 * @param limit how many images are published in total, those before an interruption included
 * @param imagesPerSecond the highest rate, over 0; as fast as it goes where it is empty
 * @param key the key of every record, the model's name where models are keyed by it
 * @param sha256 whether records carry a {@code sha256} header
 * @param resume whether an interrupted publish goes on where it stopped; else it begins anew
 */
public record PublishSettings(
        ImageOrder order,
        long passes,
        OptionalLong limit,
        OptionalDouble imagesPerSecond,
        Optional<String> key,
        boolean sha256,
        boolean resume) {

    /** Passes without end. */
    public static final long ENDLESS = Long.MAX_VALUE;

    public PublishSettings {
        Objects.requireNonNull(order, "order");
        Objects.requireNonNull(key, "key");
        require(passes >= 1, "passes", passes);
        limit.ifPresent(images -> require(images >= 0, "limit", images));
        imagesPerSecond.ifPresent(rate -> require(rate > 0, "images per second", rate));
    }

    /** One resumable pass in this order, without key, as fast as it goes. */
    public static PublishSettings inOrder(ImageOrder order) {
        return new PublishSettings(
                order,
                1,
                OptionalLong.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                false,
                true);
    }

    public PublishSettings withPasses(long newPasses) {
        return new PublishSettings(order, newPasses, limit, imagesPerSecond, key, sha256, resume);
    }

    public PublishSettings withLimit(long newLimit) {
        return new PublishSettings(
                order, passes, OptionalLong.of(newLimit), imagesPerSecond, key, sha256, resume);
    }

    public PublishSettings withImagesPerSecond(double newRate) {
        return new PublishSettings(
                order, passes, limit, OptionalDouble.of(newRate), key, sha256, resume);
    }

    public PublishSettings withKey(String newKey) {
        return new PublishSettings(
                order, passes, limit, imagesPerSecond, Optional.of(newKey), sha256, resume);
    }

    public PublishSettings withSha256() {
        return new PublishSettings(order, passes, limit, imagesPerSecond, key, true, resume);
    }

    public PublishSettings withoutResume() {
        return new PublishSettings(order, passes, limit, imagesPerSecond, key, sha256, false);
    }

    private static void require(boolean condition, String what, Object found) {
        if (!condition) {
            throw new IllegalArgumentException(what + " is " + found + ", out of range");
        }
    }
}
