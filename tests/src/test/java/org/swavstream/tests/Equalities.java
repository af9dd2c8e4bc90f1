package org.swavstream.tests;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.swavstream.image.kafka.KafkaOptions;
import org.swavstream.image.kafka.RecordOrder;
import org.swavstream.operators.multicrop.MultiCropOptions;
import org.swavstream.operators.training.TrainOptions;

/**
 * Five runs of one job, over one topic in {@code order: offset}, that must end as the same model:
 * nothing happens to the first, and much to the others.
 *
 * <p>An interruption comes in each part of a run but the last, at a random step from a fixed seed;
 * where in the step, the checkpoint or the batch it hits is up to the machine.
 */
final class Equalities {

    private static final long SEED = 20_200_609;

    /** What a job is resumed with, in turn. */
    private static final List<Configuration> OTHER_WAYS_TO_RUN =
            List.of(way("hashmap", 2, 2), way("rocksdb", 1, 2), way("hashmap", 2, 1));

    private final JobCluster cluster;
    private final Configuration configuration;
    private final int images;
    private final int interruptions;
    private final SplittableRandom random = new SplittableRandom(SEED);
    private final EqualityTable table = new EqualityTable();

    /** What happens to a run, more than once. */
    private interface Interruption {

        /**
         * @param number of the interruption, and of the part of the run in which it comes, from 1
         */
        void of(EqualityRun run, int number) throws Exception;
    }

    /**
     * @param configuration of the job
     * @param images on its topic, which has two partitions
     * @param interruptions of each run that is interrupted
     */
    Equalities(JobCluster cluster, Configuration configuration, int images, int interruptions) {
        this.cluster = cluster;
        this.images = images;
        this.interruptions = interruptions;
        this.configuration =
                new Configuration(configuration).set(KafkaOptions.ORDER, RecordOrder.OFFSET);
    }

    /** Makes the runs, one after the other. */
    EqualityTable run() throws Exception {
        add("uninterrupted", all(), 0, (run, number) -> {});
        add("TaskManager lost", all(), interruptions, (run, number) -> run.replaceTaskManager());
        add(
                "stopped and resumed",
                first(1),
                interruptions,
                (run, number) -> run.resume(first(number + 1)));
        add(
                "other parallelism and state backend",
                first(1),
                interruptions,
                (run, number) -> run.resume(inAnotherWay(number)));
        add("other checkpoint intervals", otherCheckpointIntervals(), 0, (run, number) -> {});
        return table;
    }

    private void add(String name, Configuration more, int count, Interruption interruption)
            throws Exception {
        Configuration settings = new Configuration(configuration);
        settings.addAll(more);
        try (EqualityRun run = new EqualityRun(cluster, name.replace(' ', '-'), settings)) {
            run.submit();
            for (int number = 1; number <= count; number++) {
                run.awaitStep(randomStep(number));
                interruption.of(run, number);
            }
            table.add(name, count, run.finish(images / batchSize(), images % batchSize()));
        }
    }

    private long randomStep(int part) {
        return random.nextLong(imagesUntil(part - 1), imagesUntil(part)) / batchSize();
    }

    private int imagesUntil(int part) {
        return (int) ((long) images * part / (interruptions + 1));
    }

    private Configuration all() {
        return first(interruptions + 1);
    }

    /** Lets no image in that is behind a part of the run, so that it is not over too early. */
    private Configuration first(int parts) {
        int count = imagesUntil(parts);
        return new Configuration()
                .set(KafkaOptions.RANGE, "0:0-%d,1:0-%d".formatted(count - count / 2, count / 2));
    }

    private Configuration inAnotherWay(int number) {
        Configuration changes = first(number + 1);
        changes.addAll(OTHER_WAYS_TO_RUN.get((number - 1) % OTHER_WAYS_TO_RUN.size()));
        return changes;
    }

    private Configuration otherCheckpointIntervals() {
        Duration interval = configuration.get(CheckpointingOptions.CHECKPOINTING_INTERVAL);
        return all().set(CheckpointingOptions.CHECKPOINTING_INTERVAL, interval.dividedBy(7));
    }

    private int batchSize() {
        return configuration.get(TrainOptions.BATCH_SIZE);
    }

    private static Configuration way(String backend, int parallelism, int crops) {
        return new Configuration()
                .set(StateBackendOptions.STATE_BACKEND, backend)
                .set(CoreOptions.DEFAULT_PARALLELISM, parallelism)
                .set(MultiCropOptions.PARALLELISM, crops);
    }
}
