package org.swavstream.tests;

import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.swavstream.image.kafka.KafkaOptions;
import org.swavstream.image.kafka.RecordOrder;
import org.swavstream.job.JobOptions;
import org.swavstream.operators.training.TrainOptions;

/**
 * Five runs of one job, over one topic in {@code order: offset}, that must end as the same model:
 * nothing happens to the first, and much to the others.
 *
 * <p>Interruptions come at random steps from a fixed seed; where in the step, the checkpoint or the
 * batch they hit is up to the machine.
 */
final class Equalities {

    private static final long SEED = 20_200_609;

    /** What a job is resumed with, in turn. */
    private static final List<Map<String, String>> OTHER_WAYS_TO_RUN =
            List.of(way("hashmap", 2, 2), way("rocksdb", 1, 2), way("hashmap", 2, 1));

    private final JobCluster cluster;
    private final Configuration configuration;
    private final int images;
    private final int interruptions;
    private final SplittableRandom random = new SplittableRandom(SEED);
    private final EqualityTable table = new EqualityTable();

    /** What happens to a run, more than once. */
    private interface Interruption {

        void of(EqualityRun run) throws Exception;
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
                new Configuration(configuration)
                        .set(KafkaOptions.ORDER, RecordOrder.OFFSET)
                        .set(
                                KafkaOptions.RANGE,
                                "0:0-%d,1:0-%d".formatted(images - images / 2, images / 2))
                        .set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay")
                        .set(
                                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS,
                                Integer.MAX_VALUE)
                        .set(
                                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY,
                                Duration.ofMillis(200));
    }

    /** Makes the runs, one after the other. */
    EqualityTable run() throws Exception {
        add("uninterrupted", new Configuration(), Stream.empty());
        add("TaskManager killed", new Configuration(), repeat(EqualityRun::replaceTaskManager));
        add("stopped and resumed", new Configuration(), repeat(run -> run.resume(Map.of())));
        Iterator<Map<String, String>> ways =
                Stream.generate(OTHER_WAYS_TO_RUN::stream).flatMap(way -> way).iterator();
        add(
                "other parallelism and state backend",
                new Configuration(),
                repeat(run -> run.resume(ways.next())));
        add("other checkpoint intervals", otherCheckpointIntervals(), Stream.empty());
        return table;
    }

    private Configuration otherCheckpointIntervals() {
        Duration interval = configuration.get(CheckpointingOptions.CHECKPOINTING_INTERVAL);
        return new Configuration()
                .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, interval.dividedBy(7));
    }

    private Stream<Interruption> repeat(Interruption interruption) {
        return Stream.generate(() -> interruption).limit(interruptions);
    }

    private void add(String name, Configuration more, Stream<Interruption> wanted)
            throws Exception {
        Configuration settings = new Configuration(configuration);
        settings.addAll(more);
        List<Interruption> all = wanted.toList();
        try (EqualityRun run = new EqualityRun(cluster, name.replace(' ', '-'), settings)) {
            run.submit();
            Iterator<Interruption> next = all.iterator();
            for (long step : randomSteps(all.size())) {
                run.awaitStep(step);
                next.next().of(run);
            }
            table.add(name, run.finish(steps(), images % batchSize()));
        }
    }

    /** In the first half of the run, so that there is something to do after the last one. */
    private long[] randomSteps(int count) {
        long[] steps = random.longs(count, 1, steps() / 2).toArray();
        Arrays.sort(steps);
        return steps;
    }

    private long steps() {
        return images / batchSize();
    }

    private int batchSize() {
        return configuration.get(TrainOptions.BATCH_SIZE);
    }

    private static Map<String, String> way(String backend, int parallelism, int crops) {
        return new Configuration()
                .set(StateBackendOptions.STATE_BACKEND, backend)
                .set(CoreOptions.DEFAULT_PARALLELISM, parallelism)
                .set(JobOptions.CROP_PARALLELISM, crops)
                .toMap();
    }
}
