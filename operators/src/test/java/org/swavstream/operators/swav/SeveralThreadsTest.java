package org.swavstream.operators.swav;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.swavstream.operators.natives.Devices;
import org.swavstream.operators.natives.NativeLibraries;

/** With two threads, in a process of its own, as a process has one number of threads. */
class SeveralThreadsTest {

    private static final int SIDE = 32;

    /** On AVX-512, oneDNN's gradient of a strided 1×1 convolution crashed with these sizes. */
    @Test
    void gradientsOfANarrowTrunkDoNotCrash() throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "-XX:-CreateCoredumpOnCrash",
                                "-XX:ErrorFile=/dev/null",
                                "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
                                FineTune.class.getName())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertThat(process.waitFor()).isZero();
    }

    /** What the process does. */
    static final class FineTune {

        private FineTune() {}

        public static void main(String[] arguments) {
            NativeLibraries.load(2);
            TrunkSettings settings = TrunkSettings.of("resnet10", 0.125, Stem.SMALL_STRIDE_2);
            try (TrunkModel trunk = new TrunkModel(settings, 1, Devices.choose("cpu"));
                    FineTuning tuning = new FineTuning(trunk, 2, 0.01, 0.1, 1)) {
                for (int batch : new int[] {49, 52, 113, 241}) {
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
}
