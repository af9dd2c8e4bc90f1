package org.swavstream.operators.multicrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.swavstream.image.UnusableImageException;

/** A JVM that was not started with Java's vectors makes the same views. */
class WithoutVectorsTest {

    private static final int IMAGES = 20;

    @Test
    void viewsAreTheSame() throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        WithoutVectorsTest.class.getName());
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String said =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();

        assertThat(process.waitFor()).isZero();
        assertThat(JavaVectors.arePresent()).isTrue();
        assertThat(said).isEqualTo("vectors: false, views: " + checksum());
    }

    /** Of the other JVM. */
    public static void main(String[] arguments) throws Exception {
        System.out.printf("vectors: %b, views: %d%n", JavaVectors.arePresent(), checksum());
    }

    private static long checksum() throws IOException, UnusableImageException {
        CRC32 checksum = new CRC32();
        try (MultiCrop multiCrop = TestCrops.small()) {
            for (int seed = 0; seed < IMAGES; seed++) {
                checksum.update(multiCrop.views(TestImages.bytes("photo.png"), seed));
            }
        }
        return checksum.getValue();
    }
}
