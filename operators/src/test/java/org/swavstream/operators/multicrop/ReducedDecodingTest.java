package org.swavstream.operators.multicrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.swavstream.image.UnusableImageException;

class ReducedDecodingTest {

    /** On whole pixels of every reduced image, so that all show exactly the same. */
    private static final CropBox BOX = new CropBox(16, 8, 160, 160);

    @ParameterizedTest
    @CsvSource({
        "HALF, 64, 0.75",
        "HALF, 40, 0.55",
        "QUARTER, 32, 0.9",
        "QUARTER, 20, 0.75",
        "EIGHTH, 16, 1.2"
    })
    void aViewOfAReducedImageIsNearlyTheSame(Reduction reduction, int side, double limit)
            throws UnusableImageException {
        assertThat(Reduction.within((double) BOX.width() / side)).isEqualTo(reduction);
        byte[] expected = view(Reduction.FULL, side);
        assertThat(TestImages.difference(view(reduction, side), expected)).isLessThan(limit);
    }

    @ParameterizedTest
    @CsvSource({"0.3, FULL", "2.4, FULL", "2.5, HALF", "5, QUARTER", "9.9, QUARTER", "99, EIGHTH"})
    void alwaysLeavesMorePixelsThanTheViewHas(double factor, Reduction reduction) {
        assertThat(Reduction.within(factor)).isEqualTo(reduction);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 240, 180, 0, 0, 30, 23",
        "239, 179, 1, 1, 29, 22, 1, 1",
        "12, 20, 100, 100, 2, 3, 12, 12"
    })
    void boxesStayWithinTheReducedImage(
            int x, int y, int width, int height, int newX, int newY, int newWidth, int newHeight) {
        assertThat(new CropBox(x, y, width, height).reduced(8, 30, 23))
                .isEqualTo(new CropBox(newX, newY, newWidth, newHeight));
    }

    private static byte[] view(Reduction reduction, int side) throws UnusableImageException {
        try (ImageDecoder decoder = new ImageDecoder(TestImages.MAX_PIXELS);
                ViewRenderer renderer = new ViewRenderer(side)) {
            DecodedImage image =
                    TestImages.decode(decoder, TestImages.bytes("photo.jpg"), reduction);
            Mat view = renderer.render(image, new ViewParameters(BOX, false, List.of(), false, 0));
            return TestImages.pixels(view);
        }
    }
}
