package org.swavstream.image.publish;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;

/**
 * To which partition an image goes: with a key to the one that Kafka's producers give the key,
 * without one to each in turn. It follows from the image's index, so that the end of each partition
 * shows what was published.
 *
 * @param partitions number of partitions of the topic
 * @param key the key of all records
 */
public record Partitioning(int partitions, Optional<String> key) {

    private static final long NONE = -1;

    /** Whether images go to this partition. */
    boolean takes(int partition) {
        return key.map(text -> partition(text) == partition).orElse(true);
    }

    /** The partition of the image with this index, from 0. */
    public int partition(long index) {
        return key.map(this::partition).orElse((int) (index % partitions));
    }

    private int partition(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Utils.toPositive(Utils.murmur2(bytes)) % partitions;
    }

    /**
     * The index of the first image that is not published.
     *
     * @param lastIndexes the last published index of each partition that has one
     */
    long firstMissing(Map<Integer, Long> lastIndexes) {
        return key.map(text -> lastIndexes.getOrDefault(partition(text), NONE) + 1)
                .orElseGet(
                        () ->
                                IntStream.range(0, partitions)
                                        .mapToLong(p -> next(p, lastIndexes.getOrDefault(p, NONE)))
                                        .min()
                                        .orElseThrow());
    }

    private long next(int partition, long last) {
        return last == NONE ? partition : last + partitions;
    }
}
