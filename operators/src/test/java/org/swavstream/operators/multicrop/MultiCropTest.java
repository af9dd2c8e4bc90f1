package org.swavstream.operators.multicrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.swavstream.image.UnusableImageException;
import org.swavstream.operators.sample.CropGroup;

class MultiCropTest {

    private static final byte[] PNG = TestImages.bytes("photo.png");
    private static final byte[] JPEG = TestImages.bytes("photo.jpg");

    @Test
    void viewsHaveTheSizesOfTheirGroups() throws UnusableImageException {
        try (MultiCrop multiCrop = TestCrops.small()) {
            assertThat(multiCrop.views(PNG, 1)).hasSize(2 * 32 * 32 * 3 + 2 * 24 * 24 * 3);
            assertThat(multiCrop.evaluationView(PNG, 32)).hasSize(32 * 32 * 3);
        }
    }

    @Test
    void equalSeedsGiveEqualBytesWhateverCameBefore() throws UnusableImageException {
        try (MultiCrop fresh = TestCrops.small();
                MultiCrop used = TestCrops.small()) {
            used.views(JPEG, 3);
            used.evaluationView(PNG, 112);
            assertThat(used.views(PNG, 42)).isEqualTo(fresh.views(PNG, 42));
        }
    }

    @Test
    void otherSeedsGiveOtherViews() throws UnusableImageException {
        try (MultiCrop multiCrop = TestCrops.small()) {
            assertThat(multiCrop.views(PNG, 1)).isNotEqualTo(multiCrop.views(PNG, 2));
        }
    }

    /** Another digest means that models trained before cannot be trained again to the same bits. */
    @ParameterizedTest
    @CsvSource({
        "photo.png, 42, 3265b9615c4aad8d28c8c4a8eb9331390ee4f7cbb515a1e6d565a648f0d0843a",
        "photo.jpg, 7, 60648d04858deb590240cb4f50a3e83451c7b47e31ccae1125627d7136aeb988"
    })
    void viewsAreWhatTheyAlwaysWere(String image, long seed, String sha256)
            throws UnusableImageException {
        try (MultiCrop multiCrop = TestCrops.small()) {
            assertThat(sha256(multiCrop.views(TestImages.bytes(image), seed))).isEqualTo(sha256);
        }
    }

    @Test
    void aViewOfTheWholeImageWithoutAugmentationIsTheImage() throws UnusableImageException {
        AugmentationSettings plain =
                new AugmentationSettings(
                        List.of(new CropGroupSettings(new CropGroup(1, 64), new Range(1, 1))),
                        0,
                        new JitterSettings(0, 0.8, 0.8, 0.8, 0.2),
                        0,
                        new BlurSettings(0, new Range(1, 1)));
        byte[] square = TestImages.bytes("stages/view.png");
        try (MultiCrop multiCrop = new MultiCrop(plain, TestImages.MAX_PIXELS);
                var expected = TestImages.image("stages/view.png")) {
            assertThat(multiCrop.views(square, 5)).isEqualTo(TestImages.pixels(expected));
        }
    }

    @ParameterizedTest
    @CsvSource({"8, 4000", "4000, 8", "1, 1"})
    void imagesOfAnyShapeGiveViews(int width, int height) throws UnusableImageException {
        byte[] bitmap = Bitmaps.gray(width, height);
        try (MultiCrop multiCrop = TestCrops.small()) {
            assertThat(multiCrop.views(bitmap, 1))
                    .hasSize(CropGroup.bytes(TestCrops.SETTINGS.groups()));
            assertThat(multiCrop.evaluationView(bitmap, 32)).containsOnly(Bitmaps.GRAY);
            assertThat(multiCrop.evaluationView(bitmap, 64)).containsOnly(Bitmaps.GRAY);
        }
    }

    @Test
    void viewsOfAnImageThatExifTurnsAreThoseOfItUpright() throws UnusableImageException {
        byte[] turned = TestImages.bytes("formats/exif6.jpg");
        byte[] upright = TestImages.bytes("formats/rgb.jpg");
        try (MultiCrop multiCrop = TestCrops.small()) {
            for (long seed = 0; seed < 10; seed++) {
                byte[] expected = multiCrop.views(upright, seed);
                assertThat(TestImages.difference(multiCrop.views(turned, seed), expected))
                        .isLessThan(2);
            }
        }
    }

    @Test
    void viewsOfAJpegThatShowsAnotherSizeAreThoseOfItsData() throws UnusableImageException {
        byte[] plain = TestImages.bytes("formats/rgb.jpg");
        byte[] disguised = DisguisedJpeg.of(plain, 60, 70);
        try (MultiCrop multiCrop = TestCrops.small()) {
            for (long seed = 0; seed < 5; seed++) {
                byte[] expected = multiCrop.views(plain, seed);
                assertThat(multiCrop.views(disguised, seed)).isEqualTo(expected);
            }
            assertThat(multiCrop.evaluationView(disguised, 32))
                    .isEqualTo(multiCrop.evaluationView(plain, 32));
        }
    }

    @Test
    void goesOnAfterAnUnusableImage() throws UnusableImageException {
        try (MultiCrop fresh = TestCrops.small();
                MultiCrop multiCrop = TestCrops.small()) {
            assertThatThrownBy(() -> multiCrop.views(new byte[] {1}, 1))
                    .isInstanceOf(UnusableImageException.class);
            assertThat(multiCrop.views(PNG, 1)).isEqualTo(fresh.views(PNG, 1));
        }
    }

    /**
     * One decoded image of 130 KB lost each time would be 65 MB in each round; the heap may grow.
     */
    @Test
    void nativeMemoryIsFlat() throws UnusableImageException {
        try (MultiCrop multiCrop = TestCrops.small()) {
            makeViews(multiCrop, 500);
            long least = Long.MAX_VALUE;
            for (int round = 0; round < 4; round++) {
                long before = Pointer.physicalBytes();
                makeViews(multiCrop, 500);
                least = Math.min(least, Pointer.physicalBytes() - before);
            }
            assertThat(least).isLessThan(32 << 20);
        }
    }

    /** So many that what other tests left, which may be collected meanwhile, hides none of them. */
    @Test
    void aClosedOneKeepsNothing() throws UnusableImageException {
        makeAndClose(1);
        long before = Pointer.totalCount();
        makeAndClose(Math.toIntExact(before) + 1);
        assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
    }

    private static void makeAndClose(int count) throws UnusableImageException {
        for (int i = 0; i < count; i++) {
            try (MultiCrop multiCrop = TestCrops.small()) {
                makeViews(multiCrop, 1);
            }
        }
    }

    private static void makeViews(MultiCrop multiCrop, int images) throws UnusableImageException {
        for (int i = 0; i < images; i++) {
            multiCrop.views(JPEG, i);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
