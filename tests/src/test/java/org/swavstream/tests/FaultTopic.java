package org.swavstream.tests;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.swavstream.image.dataset.Datasets;
import org.swavstream.image.dataset.ImageOrder;
import org.swavstream.image.publish.PublishSettings;
import org.swavstream.image.publish.PublishTarget;
import org.swavstream.image.publish.Publisher;

/**
 * A topic of one partition that is trained on with and without faults. It can grow while a job
 * runs, so that a fault finds something to do, and some records are no images.
 */
final class FaultTopic {

    private static final int SIDE = 16;

    private final KafkaTopic records;
    private final int side;
    private final List<Long> brokenOffsets = new ArrayList<>();
    private long images;

    private FaultTopic(KafkaTopic records, int side) {
        this.records = records;
        this.side = side;
    }

    static FaultTopic create(String bootstrapServers, String name) throws Exception {
        return create(bootstrapServers, name, SIDE);
    }

    /**
     * @param side of its images, pixels
     */
    static FaultTopic create(String bootstrapServers, String name, int side) throws Exception {
        return new FaultTopic(KafkaTopic.create(bootstrapServers, name), side);
    }

    String bootstrapServers() {
        return records.bootstrapServers();
    }

    String name() {
        return records.name();
    }

    FaultTopic addImages(int count) throws Exception {
        images += count;
        var target = new PublishTarget(bootstrapServers(), name(), OptionalInt.empty(), Map.of());
        // A publisher goes on where the one before it stopped.
        var settings = PublishSettings.inOrder(new ImageOrder.Shuffled(1)).withLimit(images);
        new Publisher(Datasets.open("textures:" + side), target, settings)
                .publish(() -> false, (published, bytes) -> {});
        return this;
    }

    /** Adds records that are no images. */
    FaultTopic addBroken() throws Exception {
        var broken = List.copyOf(BrokenImages.of(name()).keySet());
        long end = images + brokenOffsets.size();
        LongStream.range(end, end + broken.size()).forEach(brokenOffsets::add);
        records.produce(broken);
        return this;
    }

    /** The step that a run ends with. */
    long lastStep() {
        return (images + brokenOffsets.size()) / StreamJob.BATCH_SIZE;
    }

    /** The numbers of all reports and dead letters that a run has to write, once each. */
    Set<Long> expected() {
        Set<Long> expected = new TreeSet<>();
        LongStream.rangeClosed(1, lastStep()).forEach(expected::add);
        brokenOffsets.forEach(offset -> expected.add(deadLetter(offset)));
        return expected;
    }

    /** The number of a dead letter; it is told from that of a step by its sign. */
    static long deadLetter(long offset) {
        return -1 - offset;
    }
}
