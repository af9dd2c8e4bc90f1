package org.swavstream.operators.multicrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.swavstream.image.UnusableImageException;
import org.swavstream.operators.natives.ForkedProgram;

class ImageDecoderTest {

    private final ImageDecoder decoder = new ImageDecoder(TestImages.MAX_PIXELS);

    @AfterEach
    void close() {
        decoder.close();
    }

    @ParameterizedTest
    @CsvSource({
        "rgb.bmp, expected.png, 0",
        "os2.bmp, expected.png, 0",
        "alpha.png, expected.png, 0",
        "rgb16.png, expected.png, 0",
        "palette.png, expected.png, 4",
        "lossless.webp, expected.png, 0",
        "alpha.webp, expected.png, 0",
        "lossy.webp, expected.png, 8",
        "extended.webp, expected.png, 8",
        "rgb.jpg, expected.png, 1.5",
        "progressive.jpg, expected.png, 1.5",
        "exif6.jpg, expected.png, 1.5",
        "exif6.png, expected.png, 0",
        "exif6.webp, expected.png, 0",
        "cmyk.jpg, expected.png, 4",
        "lossless.jpg, expected.png, 0",
        "gray.png, expected-gray.png, 0",
        "gray16.png, expected-gray.png, 0",
        "animated.png, expected.png, 0",
        "animated-gray.png, expected-gray.png, 0",
        "animated.webp, expected.png, 0",
        "gray.jpg, expected-gray.png, 1"
    })
    void everyKindBecomesUprightRgb(String name, String expected, double limit)
            throws UnusableImageException {
        try (Mat reference = TestImages.image("formats/" + expected)) {
            DecodedImage image = decode(TestImages.bytes("formats/" + name));
            byte[] pixels = TestImages.pixels(image.pixels());
            assertThat(image.width()).isEqualTo(40);
            assertThat(image.height()).isEqualTo(30);
            assertThat(TestImages.difference(pixels, TestImages.pixels(reference)))
                    .isLessThanOrEqualTo(limit);
        }
    }

    /** A broken frame behind the image, and grayscale frames that are cleared after their time. */
    @Test
    void animationsThatOpenCvCrashesOnAreDecoded() throws Exception {
        ForkedProgram.assertEndsWell(CrashingAnimations.class);
    }

    /** Ends well if the first images are decoded. */
    static final class CrashingAnimations {

        private CrashingAnimations() {}

        public static void main(String[] arguments) {
            assertSame("broken-frame.png", "expected.png");
            assertSame("cleared-gray.png", "expected-gray.png");
        }

        private static void assertSame(String name, String expected) {
            try (Mat image = TestImages.image("formats/" + name);
                    Mat reference = TestImages.image("formats/" + expected)) {
                assertThat(TestImages.pixels(image)).isEqualTo(TestImages.pixels(reference));
            }
        }
    }

    @Test
    void aFrameThatIsLargerThanItsImageDoesNoHarm() throws UnusableImageException {
        byte[] png = TestImages.bytes("formats/animated.png");
        ByteBuffer.wrap(png).putInt(65, 41);
        assertThat(decode(png).width()).isEqualTo(40);
    }

    /** What stands there could give another size than the one that is checked. */
    @Test
    void nothingIsTakenOutInPlaceOfTheHeader() {
        byte[] png = TestImages.bytes("formats/animated.png");
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(png, 0, 8);
        file.write(png, 33, 20);
        file.write(png, 8, png.length - 8);
        ImageHeader header = new ImageHeader(ImageFormat.PNG, 40, 30);
        assertThatThrownBy(() -> decoder.decode(file.toByteArray(), header, Reduction.FULL))
                .isInstanceOf(UnusableImageException.class)
                .hasMessage("PNG data is truncated or corrupt");
    }

    @Test
    void reducesWhatExifTurns() throws UnusableImageException {
        byte[] turned = TestImages.bytes("formats/exif6.jpg");
        DecodedImage image = TestImages.decode(decoder, turned, Reduction.QUARTER);
        assertThat(image.width()).isEqualTo(40);
        assertThat(image.height()).isEqualTo(30);
        assertThat(image.pixels().cols()).isEqualTo(10);
        assertThat(image.pixels().rows()).isEqualTo(8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"expected.png", "lossless.jpg", "lossless.webp", "rgb.bmp"})
    void reducesOnlyLossyJpeg(String name) throws UnusableImageException {
        byte[] file = TestImages.bytes("formats/" + name);
        assertThat(TestImages.decode(decoder, file, Reduction.HALF).pixels().cols()).isEqualTo(40);
    }

    /** As the views are drawn for the size of the header. */
    @ParameterizedTest
    @CsvSource({"formats/rgb.jpg, 41, 30", "formats/rgb.jpg, 40, 29", "formats/rgb.bmp, 60, 70"})
    void refusesAnImageOfAnotherSizeThanItsHeader(String name, int width, int height)
            throws UnusableImageException {
        byte[] encoded = TestImages.bytes(name);
        ImageFormat format = decoder.inspect(encoded).format();
        ImageHeader other = new ImageHeader(format, width, height);
        assertThatThrownBy(() -> decoder.decode(encoded, other, Reduction.FULL))
                .isInstanceOf(UnusableImageException.class)
                .hasMessage(
                        "%s header says %dx%d pixels, but its data has 40x30 at 1/1 of its size"
                                .formatted(format, width, height));
    }

    @ParameterizedTest
    @CsvSource({"HALF, 42, 30", "QUARTER, 40, 33", "EIGHTH, 41, 30"})
    void refusesAReducedImageOfAnotherSize(Reduction reduction, int width, int height) {
        byte[] jpeg = TestImages.bytes("formats/rgb.jpg");
        ImageHeader other = new ImageHeader(ImageFormat.JPEG, width, height);
        assertThatThrownBy(() -> decoder.decode(jpeg, other, reduction))
                .isInstanceOf(UnusableImageException.class)
                .hasMessageContaining("JPEG header says %dx%d pixels".formatted(width, height));
    }

    @Test
    void refusesAJpegOfTooManyPixelsThatShowsAnotherSize() {
        byte[] jpeg = DisguisedJpeg.of(TestImages.bytes("formats/rgb.jpg"), 10, 10);
        try (ImageDecoder strict = new ImageDecoder(1000)) {
            assertThatThrownBy(() -> strict.inspect(jpeg))
                    .isInstanceOf(UnusableImageException.class)
                    .hasMessageContaining("40x30 pixels are over");
        }
    }

    @Test
    void refusesAnEmptyValue() {
        assertRefused(new byte[0], "empty value");
    }

    @Test
    void refusesText() {
        assertRefused(
                "hello".getBytes(StandardCharsets.US_ASCII),
                "not a JPEG, PNG, WebP or BMP image: starts with 68 65 6c 6c 6f");
    }

    @ParameterizedTest
    @ValueSource(strings = {"refused.gif", "refused.tif"})
    void refusesOtherFormats(String name) {
        assertRefused(TestImages.bytes("formats/" + name), "not a JPEG, PNG, WebP or BMP image");
    }

    @Test
    void refusesPngOfTooManyPixelsBeforeDecoding() {
        byte[] bomb = TestImages.bytes("photo.png");
        ByteBuffer.wrap(bomb).putInt(16, 60_000).putInt(20, 60_000);
        assertRefused(bomb, "60000x60000 pixels are over images.max-pixels = 64000000");
    }

    @Test
    void refusesJpegOfTooManyPixelsBeforeDecoding() {
        byte[] bomb = TestImages.bytes("photo.jpg");
        int frame = indexOf(bomb, (byte) 0xFF, (byte) 0xC0);
        ByteBuffer.wrap(bomb)
                .putShort(frame + 5, (short) 32_000)
                .putShort(frame + 7, (short) 32_000);
        assertRefused(bomb, "32000x32000 pixels are over images.max-pixels = 64000000");
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 649, 6490, 12_960})
    void refusesTruncatedJpeg(int bytes) {
        byte[] jpeg = TestImages.bytes("photo.jpg");
        assertThat(jpeg.length).isGreaterThan(bytes);
        assertRefused(Arrays.copyOf(jpeg, bytes), "JPEG data");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rgb16.png",
                "animated.png",
                "lossy.webp",
                "lossless.webp",
                "alpha.webp",
                "rgb.jpg"
            })
    void refusesTheFirstHalfOfAFile(String name) {
        byte[] file = TestImages.bytes("formats/" + name);
        assertRefused(Arrays.copyOf(file, file.length / 2), "data is truncated or corrupt");
    }

    @Test
    void refusesCorruptPng() {
        byte[] png = TestImages.bytes("photo.png");
        corrupt(png, png.length / 2);
        assertRefused(png, "PNG data is truncated or corrupt");
    }

    /** libjpeg conceals such damage; what matters is that nothing else than a refusal comes. */
    @Test
    void survivesCorruptJpeg() throws UnusableImageException {
        byte[] jpeg = TestImages.bytes("photo.jpg");
        corrupt(jpeg, 2000);
        assertThat(decode(jpeg).width()).isEqualTo(240);
    }

    @Test
    void anUnusableImageLeavesNothingOfTheOneBefore() throws UnusableImageException {
        byte[] jpeg = TestImages.bytes("photo.jpg");
        for (Reduction reduction : Reduction.values()) {
            TestImages.decode(decoder, jpeg, reduction);
            byte[] truncated = Arrays.copyOf(jpeg, 6000);
            assertThatThrownBy(() -> TestImages.decode(decoder, truncated, reduction))
                    .isInstanceOf(UnusableImageException.class);
        }
    }

    @Test
    void aLackOfMemoryIsNoFaultOfTheImage() {
        RuntimeException lack = opencv(() -> new Mat(1 << 30, 1 << 18, opencv_core.CV_8UC3));
        RuntimeException fault =
                opencv(() -> opencv_imgproc.blur(new Mat(), new Mat(), new Size(3, 3)));

        assertThatThrownBy(() -> ImageDecoder.undecodable(ImageFormat.PNG, lack)).isSameAs(lack);
        assertThat(ImageDecoder.undecodable(ImageFormat.PNG, fault))
                .hasMessage("PNG data cannot be decoded")
                .hasCause(fault);
    }

    private static RuntimeException opencv(ThrowingCallable failing) {
        return catchThrowableOfType(RuntimeException.class, failing);
    }

    private DecodedImage decode(byte[] encoded) throws UnusableImageException {
        return TestImages.decode(decoder, encoded, Reduction.FULL);
    }

    private void assertRefused(byte[] encoded, String reason) {
        assertThatThrownBy(() -> decode(encoded))
                .isInstanceOf(UnusableImageException.class)
                .hasMessageContaining(reason);
    }

    private static void corrupt(byte[] file, int from) {
        Random random = new Random(1);
        for (int i = 0; i < 60; i++) {
            file[from + random.nextInt(1000)] ^= (byte) 0x55;
        }
    }

    private static int indexOf(byte[] file, byte first, byte second) {
        int at = 0;
        while (file[at] != first || file[at + 1] != second) {
            at++;
        }
        return at;
    }
}
