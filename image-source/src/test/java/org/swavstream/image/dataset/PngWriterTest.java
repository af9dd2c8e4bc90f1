package org.swavstream.image.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PngWriterTest {

    private final List<PngWriter> writers = List.of(PngWriter.compressing(), PngWriter.storing());

    @ParameterizedTest
    @CsvSource({"1, 1", "28, 28", "3, 200", "256, 256"})
    void writesGrayThatReadsBack(int width, int height) throws IOException {
        byte[] pixels = noise(width * height);

        for (PngWriter writer : writers) {
            Raster read = read(writer.write(PixelFormat.GRAY, width, height, pixels, 0));
            assertThat(read.getNumBands()).isEqualTo(1);
            assertThat(bytes(read)).isEqualTo(pixels);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "32, 32", "200, 3", "256, 256"})
    void writesRgbThatReadsBack(int width, int height) throws IOException {
        byte[] pixels = noise(width * height * 3);

        for (PngWriter writer : writers) {
            Raster read = read(writer.write(PixelFormat.RGB, width, height, pixels, 0));
            assertThat(read.getNumBands()).isEqualTo(3);
            assertThat(bytes(read)).isEqualTo(pixels);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "7, 7"})
    void writesFromAnOffsetOnAndIsReusable(int offset, byte first) throws IOException {
        byte[] pixels = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10};

        for (PngWriter writer : writers) {
            writer.write(PixelFormat.GRAY, 11, 1, pixels, 0);
            Raster read = read(writer.write(PixelFormat.GRAY, 2, 2, pixels, offset));
            assertThat(bytes(read)).containsExactly(first, first + 1, first + 2, first + 3);
        }
    }

    private static byte[] noise(int bytes) {
        byte[] noise = new byte[bytes];
        new SplittableRandom(bytes).nextBytes(noise);
        return noise;
    }

    private static Raster read(byte[] png) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        return image.getRaster();
    }

    private static byte[] bytes(Raster raster) {
        int[] samples = raster.getPixels(0, 0, raster.getWidth(), raster.getHeight(), (int[]) null);
        byte[] bytes = new byte[samples.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) samples[i];
        }
        return bytes;
    }
}
