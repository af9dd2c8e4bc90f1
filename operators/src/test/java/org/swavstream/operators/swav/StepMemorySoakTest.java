package org.swavstream.operators.swav;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.swavstream.operators.natives.NativeLibraries;
import org.swavstream.operators.sample.CropGroup;

/**
 * What large steps take on one core of a CPU; a minute or two. The smaller ones come first, as a
 * process seldom gives memory back.
 */
@Tag("soak")
@TestMethodOrder(OrderAnnotation.class)
class StepMemorySoakTest {

    private static final List<CropGroup> SMALL_VIEWS = List.of(new CropGroup(2, 96));
    private static final List<CropGroup> FULL_VIEWS =
            List.of(new CropGroup(2, 224), new CropGroup(6, 96));

    @BeforeAll
    static void load() {
        NativeLibraries.load(1);
    }

    @Test
    @Order(1)
    void microBatchesBoundTheMemoryOfAStep() throws IOException {
        long small = stepBytes("ResNet-18, 2x96, batch 16", resnet18(0), 16);
        long inParts = stepBytes("batch 128 in micro-batches of 16", resnet18(16), 128);
        long atOnce = stepBytes("batch 128 at once", resnet18(0), 128);
        assertThat(inParts).isLessThan(2 * small).isLessThan(atOnce / 3);
    }

    /** ResNet-50, 3,000 prototypes and a queue of 3,840, as in the recipe for batches of 256. */
    @Test
    @Order(2)
    void aFullSizeStepRunsOnACpu() throws IOException {
        SwavSettings settings =
                settings("resnet50", 2048, 3000, FULL_VIEWS, new QueueSettings(3840, 0), 0);
        stepBytes("ResNet-50, 2x224 + 6x96, K = 3,000, queue 3,840, batch 8", settings, 8);
    }

    private static SwavSettings resnet18(int microBatch) {
        return settings("resnet18", 512, 300, SMALL_VIEWS, QueueSettings.none(), microBatch);
    }

    private static SwavSettings settings(
            String trunk,
            int headHidden,
            int prototypes,
            List<CropGroup> crops,
            QueueSettings queue,
            int microBatch) {
        return new SwavSettings(
                new ModelSettings(
                        TrunkSettings.of(trunk, 1, Stem.IMAGENET), headHidden, 128, prototypes),
                new LossSettings(0.1, 0.05, 3, List.of(0, 1), 1),
                queue,
                new OptimizerSettings(0.9, 1e-6, 0.001),
                new Schedule.WarmupConstant(Schedule.Warmup.none(0.6)),
                crops,
                1,
                new ComputeSettings("cpu", Precision.FLOAT32, microBatch));
    }

    /** Makes three steps; returns by how much the process grew at most beyond the model. */
    private static long stepBytes(String name, SwavSettings settings, int batch)
            throws IOException {
        List<byte[]> samples = samples(settings.crops(), batch);
        try (SwavLearner learner = new SwavLearner(settings)) {
            fill(learner.queue(), settings.model().featureDim());
            long before = ResidentMemory.now();
            ResidentMemory.resetPeak();
            long start = System.nanoTime();
            Duration cpu = cpu();
            for (int step = 0; step < 3; step++) {
                assertThat(learner.train(step, samples).loss()).isFinite();
            }
            double seconds = (System.nanoTime() - start) / 3e9;
            double cpuSeconds = cpu().minus(cpu).toMillis() / 3e3;
            long bytes = ResidentMemory.peak() - before;
            System.out.printf(
                    "%s: %.1f s a step, %.1f s of CPU, %d MB beyond the model, %d MB in all%n",
                    name, seconds, cpuSeconds, bytes >> 20, ResidentMemory.peak() >> 20);
            return bytes;
        }
    }

    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    }

    /** With features of unit length, so that the queue takes part in the codes. */
    private static void fill(FeatureQueue queue, int dimension) {
        Random random = new Random(2);
        float value = (float) (1 / Math.sqrt(dimension));
        ByteBuffer rows =
                ByteBuffer.allocate(queue.length() * dimension * Float.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
        while (rows.hasRemaining()) {
            rows.putFloat(random.nextBoolean() ? value : -value);
        }
        for (int crop = 0; crop < 2 && queue.length() > 0; crop++) {
            queue.restoreRows(crop, 0, rows.array());
        }
        queue.restoreInserted(queue.length());
    }

    private static List<byte[]> samples(List<CropGroup> crops, int count) {
        Random random = new Random(1);
        List<byte[]> samples = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            byte[] sample = new byte[CropGroup.bytes(crops)];
            random.nextBytes(sample);
            samples.add(sample);
        }
        return samples;
    }
}
