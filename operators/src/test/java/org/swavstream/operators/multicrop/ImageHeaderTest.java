package org.swavstream.operators.multicrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.swavstream.image.UnusableImageException;

class ImageHeaderTest {

    @ParameterizedTest
    @CsvSource({
        "rgb.jpg, JPEG, 40, 30",
        "progressive.jpg, JPEG, 40, 30",
        "cmyk.jpg, JPEG, 40, 30",
        "exif6.jpg, JPEG, 30, 40",
        "lossless.jpg, LOSSLESS_JPEG, 40, 30",
        "expected.png, PNG, 40, 30",
        "lossy.webp, WEBP, 40, 30",
        "lossless.webp, WEBP, 40, 30",
        "extended.webp, WEBP, 40, 30",
        "rgb.bmp, BMP, 40, 30",
        "os2.bmp, BMP, 40, 30"
    })
    void readsFormatAndSize(String name, ImageFormat format, int width, int height)
            throws UnusableImageException {
        assertThat(ImageHeader.sniff(TestImages.bytes("formats/" + name)))
                .isEqualTo(new ImageHeader(format, width, height));
    }

    @Test
    void readsBitmapsWhoseRowsComeFromTheTop() throws UnusableImageException {
        assertThat(ImageHeader.sniff(Bitmaps.gray(5, -7)))
                .isEqualTo(new ImageHeader(ImageFormat.BMP, 5, 7));
    }

    @Test
    void skipsFillBytesBetweenTheSegmentsOfAJpeg() throws UnusableImageException {
        byte[] jpeg = TestImages.bytes("formats/rgb.jpg");
        byte[] filled = new byte[jpeg.length + 1];
        System.arraycopy(jpeg, 0, filled, 0, 2);
        filled[2] = (byte) 0xFF;
        System.arraycopy(jpeg, 2, filled, 3, jpeg.length - 2);
        assertThat(ImageHeader.sniff(filled).width()).isEqualTo(40);
    }

    @Test
    void skipsMarkersOfAJpegThatHaveNoLength() throws UnusableImageException {
        byte[] jpeg = DisguisedJpeg.of(TestImages.bytes("formats/rgb.jpg"), 60, 70);
        assertThat(ImageHeader.sniff(jpeg)).isEqualTo(new ImageHeader(ImageFormat.JPEG, 40, 30));
    }

    /** The decoder would look for a marker behind them. */
    @Test
    void refusesAZeroInPlaceOfAMarker() {
        byte[] jpeg = DisguisedJpeg.of(TestImages.bytes("formats/rgb.jpg"), 60, 70);
        jpeg[3] = 0;
        assertThatThrownBy(() -> ImageHeader.sniff(jpeg))
                .isInstanceOf(UnusableImageException.class)
                .hasMessage("JPEG data is corrupt: no marker at byte 2 of its header");
    }

    @Test
    void refusesAnImageWithoutPixels() {
        assertThatThrownBy(() -> ImageHeader.sniff(Bitmaps.gray(0, 3)))
                .isInstanceOf(UnusableImageException.class)
                .hasMessage("BMP header says 0 x 3 pixels");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rgb.jpg", "expected.png", "lossy.webp", "rgb.bmp"})
    void refusesAFileThatEndsWithinItsHeader(String name) {
        byte[] start = Arrays.copyOf(TestImages.bytes("formats/" + name), 17);
        assertThatThrownBy(() -> ImageHeader.sniff(start))
                .isInstanceOf(UnusableImageException.class)
                .hasMessageEndingWith("data ends within its header");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rgb.jpg", "expected.png", "lossless.webp", "extended.webp", "os2.bmp"})
    void readsOrRefusesWhateverStandsThere(String name) {
        byte[] file = Arrays.copyOf(TestImages.bytes("formats/" + name), 200);
        Random random = new Random(3);
        int refused = 0;
        for (int i = 0; i < 5000; i++) {
            byte[] damaged = Arrays.copyOf(file, random.nextInt(file.length));
            for (int j = 0; j < 4 && damaged.length > 0; j++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            refused += isRefused(damaged) ? 1 : 0;
        }
        assertThat(refused).isBetween(100, 4999);
    }

    private static boolean isRefused(byte[] file) {
        try {
            ImageHeader header = ImageHeader.sniff(file);
            assertThat(header.pixels()).isPositive();
            return false;
        } catch (UnusableImageException e) {
            return true;
        }
    }
}
