package org.swavstream.operators.swav;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.swavstream.operators.natives.Devices;
import org.swavstream.operators.natives.NativeLibraries;

/** With two threads, in a process of its own, as a process has one number of threads. */
class SeveralThreadsTest {

    private static final int SIDE = 32;

    /** A run takes some 10 seconds. */
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** On AVX-512, oneDNN's gradient of a strided 1×1 convolution crashed with these sizes. */
    @Test
    void gradientsOfANarrowTrunkDoNotCrash() throws IOException, InterruptedException {
        assertThat(exitStatus(NarrowTrunk.class)).isZero();
    }

    /** On a CPU that hides its caches, oneDNN crashed as it planned 256 → 1,024 channels. */
    @Test
    void aWideTrunkDoesNotCrash() throws IOException, InterruptedException {
        assertThat(exitStatus(WideTrunk.class)).isZero();
    }

    private static int exitStatus(Class<?> program) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "-XX:-CreateCoredumpOnCrash",
                                "-XX:ErrorFile=/dev/null",
                                "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
                                program.getName())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .as("%s ends within %s", program.getSimpleName(), LIMIT)
                    .isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    /** Fine-tunes a network of few channels. */
    static final class NarrowTrunk {

        private NarrowTrunk() {}

        public static void main(String[] arguments) {
            fineTune(
                    TrunkSettings.of("resnet10", 0.125, Stem.SMALL_STRIDE_2),
                    new int[] {49, 52, 113, 241});
        }
    }

    /** Fine-tunes a ResNet-50. */
    static final class WideTrunk {

        private WideTrunk() {}

        public static void main(String[] arguments) {
            fineTune(TrunkSettings.of("resnet50", 1, Stem.SMALL_STRIDE_2), new int[] {32});
        }
    }

    private static void fineTune(TrunkSettings settings, int[] batches) {
        NativeLibraries.load(2);
        try (TrunkModel trunk = new TrunkModel(settings, 1, Devices.choose("cpu"));
                FineTuning tuning = new FineTuning(trunk, 2, 0.01, 0.1, 1)) {
            for (int batch : batches) {
                tuning.train(images(batch), SIDE, new int[batch], 1);
            }
        }
    }

    private static List<byte[]> images(int count) {
        Random random = new Random(count);
        List<byte[]> images = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            byte[] image = new byte[SIDE * SIDE * 3];
            random.nextBytes(image);
            images.add(image);
        }
        return images;
    }
}
