package org.swavstream.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.swavstream.image.kafka.KafkaOptions;
import org.swavstream.operators.report.StepReport;
import org.swavstream.operators.training.ModelOptions;

/**
 * One TaskManager process gets the job again and again: native libraries are loaded once, and what
 * a job took is given back. Takes minutes: {@code ./mvnw verify -pl tests -am
 * -Dtest=SubmissionsTest -Dtest.groups=soak -Dtest.excluded.groups=none
 * -Dsurefire.failIfNoSpecifiedTests=false}.
 */
@Tag("soak")
final class SubmissionsTest {

    private static final String TOPIC = "submissions";
    private static final int SUBMISSIONS = 20;
    private static final int STEPS = 10;

    /**
     * Without it, the heap of a process grows for as long as it has not been touched everywhere.
     */
    private static final Map<String, String> TOUCHED_HEAP =
            Map.of("JAVA_TOOL_OPTIONS", "-XX:+AlwaysPreTouch");

    /**
     * In MiB, from the first ten to the next ten. Measured: 10 and 38. Were anything left behind by
     * each job, they would take 10 x 45 for one copy of the weights of this model, or 10 x 30 for
     * another copy of the native libraries, as a class loader of the job's own would map them.
     */
    private static final long RESIDENT_GROWTH = 120;

    /** In MiB. Measured: 1. A class loader of the job's that is kept costs as much each time. */
    private static final long METASPACE_GROWTH = 5;

    // Logs of a failed run are what one wants to read.
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    private final List<ProcessMemory> memory = new ArrayList<>();

    @Test
    void oneProcessTakesTheJobAgainAndAgain() throws Exception {
        try (DistributionCluster cluster = DistributionCluster.start(folder, TOUCHED_HEAP)) {
            TestTopics.publishToTwoPartitions(
                    cluster.bootstrapServers(),
                    TOPIC,
                    "textures:16",
                    2 * STEPS * StreamJob.BATCH_SIZE);
            KafkaTopic.create(cluster.bootstrapServers(), TOPIC + ".metrics");
            long process = cluster.taskManagerProcess();
            for (int submission = 0; submission < SUBMISSIONS; submission++) {
                train(cluster);
                memory.add(ProcessMemory.of(process));
            }
        }
        System.out.println(table());
        assertThat(growth(ProcessMemory::resident)).as(table()).isLessThan(RESIDENT_GROWTH);
        assertThat(growth(ProcessMemory::metaspace)).as(table()).isLessThan(METASPACE_GROWTH);
    }

    private void train(DistributionCluster cluster) throws Exception {
        try (MetricsReader reports =
                new MetricsReader(cluster.bootstrapServers(), TOPIC + ".metrics")) {
            String job = cluster.submit(settings(cluster.bootstrapServers()));
            reports.await(StepReport.class, step -> step.step() == STEPS);
            cluster.stop(job);
        }
    }

    private Map<String, String> settings(String brokers) {
        Configuration configuration = new StreamJob(brokers, TOPIC, folder).configuration();
        return configuration
                .set(ModelOptions.TRUNK, "resnet18")
                .set(ModelOptions.WIDTH, 1.0)
                .set(KafkaOptions.GROUP_ID, TOPIC)
                .toMap();
    }

    /** By how much the largest of the second half is above the largest of the first. */
    private long growth(ToLongFunction<ProcessMemory> part) {
        int half = SUBMISSIONS / 2;
        return largest(memory.subList(half, SUBMISSIONS), part)
                - largest(memory.subList(0, half), part);
    }

    private static long largest(List<ProcessMemory> some, ToLongFunction<ProcessMemory> part) {
        return some.stream().mapToLong(part).max().orElseThrow();
    }

    private String table() {
        StringBuilder table = new StringBuilder("\nsubmission  resident  metaspace (MiB)\n");
        for (int index = 0; index < memory.size(); index++) {
            ProcessMemory then = memory.get(index);
            table.append(
                    "%10d  %8d  %9d\n".formatted(index + 1, then.resident(), then.metaspace()));
        }
        return table.toString();
    }
}
