package org.swavstream.operators.multicrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.swavstream.image.UnusableImageException;

/**
 * What is refused here never comes to OpenCV, which would take as much memory as a chunk claims.
 */
class StillPngTest {

    private static final int IDAT = 33;

    /** The chunks IHDR, acTL, fcTL and IDAT. */
    @ParameterizedTest
    @CsvSource({"8, 7FFFFFFF", "33, 7FFFFFFF", "53, 7FFFFFFF", "91, 7FFFFFFF", "91, FFFFFFFF"})
    void refusesAChunkThatClaimsMoreThanTheFileHas(int at, String length) {
        byte[] png = TestImages.bytes("formats/animated.png");
        ByteBuffer.wrap(png).putInt(at, Integer.parseUnsignedInt(length, 16));
        assertRefused(png);
    }

    @Test
    void takesAFileUpToTheEndOfItsFirstImageData() throws UnusableImageException {
        byte[] png = TestImages.bytes("formats/expected.png");
        int end = IDAT + 12 + ByteBuffer.wrap(png).getInt(IDAT);
        byte[] whole = Arrays.copyOf(png, end);
        assertThat(StillPng.of(whole)).isSameAs(whole);
        assertRefused(Arrays.copyOf(png, end - 1));
    }

    private static void assertRefused(byte[] png) {
        assertThatThrownBy(() -> StillPng.of(png))
                .isInstanceOf(UnusableImageException.class)
                .hasMessage("PNG data is truncated or corrupt");
    }
}
