package org.swavstream.image.textures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.swavstream.state.digest.Sha256;

class TextureGeneratorTest {

    private static final int SIDE = 32;

    private final TextureGenerator textures = new TextureGenerator(SIDE, 1);

    /** Holds the images to what they were on the machine where they were drawn first. */
    @Test
    void drawsTheSameImagesEverywhere() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int number = 0; number < 200; number++) {
            all.writeBytes(textures.draw(number).rgb());
        }

        assertThat(Sha256.hex(all.toByteArray()))
                .isEqualTo("cb4e22f513b817a17427fce127a40ee515d7f346da1356eef0021e1f7d91772a");
    }

    @Test
    void drawsAnImageFromItsNumberAlone() {
        Texture first = textures.draw(5);
        textures.draw(6);

        assertThat(textures.draw(5)).usingRecursiveComparison().isEqualTo(first);
        assertThat(textures.draw(6).rgb()).isNotEqualTo(first.rgb());
    }

    @Test
    void drawsOtherImagesFromAnotherSeed() {
        assertThat(new TextureGenerator(SIDE, 2).draw(5).rgb())
                .isNotEqualTo(textures.draw(5).rgb());
    }

    @Test
    void drawsAllFamiliesAboutEquallyOften() {
        Map<TextureFamily, Long> counts =
                LongStream.range(0, 5000)
                        .mapToObj(number -> textures.draw(number).family())
                        .collect(Collectors.groupingBy(family -> family, Collectors.counting()));

        assertThat(counts).hasSize(TextureFamily.values().length);
        assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(400L, 600L));
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 33, 256})
    void drawsAnySideInRange(int side) {
        Texture texture = new TextureGenerator(side, 1).draw(0);

        assertThat(texture.side()).isEqualTo(side);
        assertThat(texture.rgb()).hasSize(side * side * 3);
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 257})
    void refusesOtherSides(int side) {
        assertThatThrownBy(() -> new TextureGenerator(side, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("found textures of side " + side + ", expected 16 to 256");
    }

    /** Chance is 0.10: what is learned from the textures is not in their pixels already. */
    @Test
    void rawPixelsDoNotTellTheFamiliesApart() {
        Texture[] bank = LongStream.range(0, 1000).mapToObj(textures::draw).toArray(Texture[]::new);
        int[][] bankPixels = Arrays.stream(bank).map(image -> pixels(image)).toArray(int[][]::new);

        long right = 0;
        for (int number = 1000; number < 2000; number++) {
            Texture query = textures.draw(number);
            Texture nearest = bank[nearest(pixels(query), bankPixels)];
            right += nearest.family() == query.family() ? 1 : 0;
        }

        assertThat(right / 1000.0).isLessThan(0.20);
    }

    private static int[] pixels(Texture texture) {
        int[] pixels = new int[texture.rgb().length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = texture.rgb()[i] & 0xFF;
        }
        return pixels;
    }

    private static int nearest(int[] query, int[][] bank) {
        int nearest = 0;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < bank.length; i++) {
            int distance = distance(query, bank[i]);
            if (distance < least) {
                least = distance;
                nearest = i;
            }
        }
        return nearest;
    }

    private static int distance(int[] a, int[] b) {
        int distance = 0;
        for (int i = 0; i < a.length; i++) {
            int difference = a[i] - b[i];
            distance += difference * difference;
        }
        return distance;
    }
}
