package org.swavstream.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.swavstream.image.kafka.KafkaOptions;
import org.swavstream.operators.multicrop.MultiCropOptions;
import org.swavstream.operators.report.StepReport;
import org.swavstream.operators.swav.Stem;
import org.swavstream.operators.training.ModelOptions;
import org.swavstream.operators.training.QueueOptions;
import org.swavstream.operators.training.TrainOptions;

/**
 * One job in one TaskManager process for half an hour: what the process takes does not grow, and it
 * does not get slower. Writes both to {@code target/endurance.csv} as it goes. On demand: {@code
 * ./mvnw verify -pl tests -am -Dtest=EnduranceTest -Dtest.groups=soak -Dtest.excluded.groups=none
 * -Dsurefire.failIfNoSpecifiedTests=false}.
 */
@Tag("soak")
final class EnduranceTest {

    private static final String TOPIC = "endurance";
    private static final int BATCH = 32;
    private static final Path CSV = Path.of("target", "endurance.csv");

    /** Half an hour on two cores. */
    private static final int SAMPLES = Integer.getInteger("endurance.samples", 90);

    private static final int STEPS_PER_SAMPLE = 50;

    /** In MiB, from the first third to the last. */
    private static final long RESIDENT_GROWTH = 64;

    /** Of the last third, in shares of the first's. */
    private static final double LEAST_SPEED = 0.85;

    // Logs of a failed run are what one wants to read.
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    private final List<Sample> samples = new ArrayList<>();

    @Test
    void aProcessThatTrainsForLongTakesNoMoreMemoryAndIsNoSlower() throws Exception {
        // The heap of a process grows for as long as it has not been touched everywhere.
        var touchedHeap = Map.of("JAVA_TOOL_OPTIONS", "-XX:+AlwaysPreTouch");
        try (DistributionCluster cluster = DistributionCluster.start(folder, touchedHeap)) {
            TestTopics.publishToTwoPartitions(
                    cluster.bootstrapServers(),
                    TOPIC,
                    "textures:64",
                    (SAMPLES + 2) * STEPS_PER_SAMPLE * BATCH);
            KafkaTopic.create(cluster.bootstrapServers(), TOPIC + ".metrics");
            train(cluster);
        }
        System.out.println("\n" + csv() + "\nalso in " + CSV.toAbsolutePath());
        int third = SAMPLES / 3;
        List<Sample> first = samples.subList(0, third);
        List<Sample> last = samples.subList(SAMPLES - third, SAMPLES);
        assertThat(resident(last)).as(csv()).isLessThan(resident(first) + RESIDENT_GROWTH);
        assertThat(throughput(last)).as(csv()).isGreaterThan(LEAST_SPEED * throughput(first));
    }

    private void train(DistributionCluster cluster) throws Exception {
        try (MetricsReader reports =
                new MetricsReader(cluster.bootstrapServers(), TOPIC + ".metrics")) {
            String job = cluster.submit(settings(cluster.bootstrapServers()));
            StepReport step = reports.await(StepReport.class, done -> true);
            long begin = System.nanoTime();
            while (samples.size() < SAMPLES) {
                long from = System.nanoTime();
                long wanted = step.step() + STEPS_PER_SAMPLE;
                step = reports.await(StepReport.class, done -> done.step() == wanted);
                double seconds = (System.nanoTime() - from) / 1e9;
                samples.add(
                        new Sample(
                                (System.nanoTime() - begin) / 1_000_000_000,
                                STEPS_PER_SAMPLE * BATCH / seconds,
                                ProcessMemory.residentMebibytes(cluster.taskManagerProcess())));
                Files.writeString(CSV, csv());
            }
            cluster.stop(job);
        }
    }

    private Map<String, String> settings(String brokers) {
        Configuration configuration = new StreamJob(brokers, TOPIC, folder).configuration();
        return configuration
                .set(ModelOptions.TRUNK, "resnet18")
                .set(ModelOptions.STEM, Stem.IMAGENET)
                .set(ModelOptions.WIDTH, 1.0)
                .set(MultiCropOptions.GROUPS, "2x64,2x32")
                .set(QueueOptions.LENGTH, 10 * BATCH)
                .set(TrainOptions.BATCH_SIZE, BATCH)
                .set(TrainOptions.THREADS, 2)
                .set(KafkaOptions.GROUP_ID, TOPIC)
                .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(10))
                .toMap();
    }

    private static long resident(List<Sample> some) {
        return some.stream().mapToLong(Sample::resident).max().orElseThrow();
    }

    /** The median: other programs of the machine come and go. */
    private static double throughput(List<Sample> some) {
        return some.stream()
                .mapToDouble(Sample::imagesPerSecond)
                .sorted()
                .skip(some.size() / 2)
                .findFirst()
                .orElseThrow();
    }

    private String csv() {
        StringBuilder csv = new StringBuilder("seconds,images_per_second,resident_mib\n");
        for (Sample sample : samples) {
            csv.append(
                    String.format(
                            Locale.ROOT,
                            "%d,%.1f,%d\n",
                            sample.seconds(),
                            sample.imagesPerSecond(),
                            sample.resident()));
        }
        return csv.toString();
    }

    /**
     * A moment of the run.
     *
     * @param seconds since its first step
     * @param imagesPerSecond of the steps since the sample before
     * @param resident memory of the process, MiB
     */
    private record Sample(long seconds, double imagesPerSecond, long resident) {}
}
