package org.swavstream.operators.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.swavstream.image.dataset.Dataset;
import org.swavstream.image.dataset.DatasetPass;
import org.swavstream.image.dataset.Datasets;
import org.swavstream.image.dataset.ImageOrder;
import org.swavstream.image.dataset.IndexedImages;

class ImageSetsTest {

    private static final OptionalInt ALL = OptionalInt.empty();

    @Test
    void classesAreTheTrainingLabelsInOrder() throws IOException {
        ImageSets sets =
                ImageSets.of(set(3, i -> "cba".substring(i, i + 1)), set(2, i -> "b"), ALL, 0);
        assertThat(sets.classes()).isEqualTo(3);
        assertThat(sets.train().classes()).containsExactly(2, 1, 0);
        assertThat(sets.test().classes()).containsExactly(1, 1);
    }

    @Test
    void labelsThatAreMissingOrUnknownAreNamed() {
        assertThatThrownBy(() -> ImageSets.of(set(3, i -> null), set(3, i -> "a"), ALL, 0))
                .hasMessageStartingWith("training image image-0 has no label");
        assertThatThrownBy(
                        () ->
                                ImageSets.of(
                                        set(3, i -> "a" + i),
                                        set(3, i -> i == 2 ? null : "a1"),
                                        ALL,
                                        0))
                .hasMessageStartingWith("test image image-2 has no label");
        assertThatThrownBy(() -> ImageSets.of(set(3, i -> "a" + i), set(3, i -> "dog"), ALL, 0))
                .isInstanceOf(EvaluationException.class)
                .hasMessage(
                        "test image image-0 has the label 'dog', which no training image has; theirs"
                                + " are a0, a1, a2");
        assertThatThrownBy(() -> ImageSets.of(set(3, i -> "a"), set(3, i -> "a"), ALL, 0))
                .hasMessageContaining("two classes are needed");
    }

    @Test
    void everyFifthImageOfOneSetIsForTheTest() throws IOException {
        ImageSets sets = ImageSets.split(set(12, i -> i < 6 ? "a" : "b"), ALL, 0);
        assertThat(sets.train().size()).isEqualTo(10);
        assertThat(sets.test().classes()).containsExactly(0, 1);
    }

    @Test
    void aLimitChoosesAtRandomButTheSameEveryTime() throws IOException {
        Dataset sorted = set(1000, i -> i < 500 ? "a" : "b");
        int[] classes = limited(sorted, 0);
        assertThat(classes).hasSize(100).isEqualTo(limited(sorted, 0));
        assertThat(Arrays.stream(classes).sum()).isBetween(35, 65);
        assertThat(limited(sorted, 1)).isNotEqualTo(classes);
    }

    /** Of 100 classes with 10 images each, 50 images that are chosen miss some. */
    @Test
    void aLimitLeavesTheClassesThatTheTrainingImagesHave() throws IOException {
        Dataset train = set(1000, i -> "class %02d".formatted(i % 100));
        Dataset test = set(100, i -> "class %02d".formatted(i));
        ImageSets sets = ImageSets.of(train, test, OptionalInt.of(50), 0);
        assertThat(sets.classes()).isEqualTo(100);
        assertThat(Arrays.stream(sets.train().classes()).distinct().count()).isLessThan(50);
        assertThat(ImageSets.split(train, OptionalInt.of(50), 0).classes()).isEqualTo(100);
    }

    @Test
    void aSplitWithoutTestImagesIsRefused() throws IOException {
        Dataset dataset = set(20, i -> i % 2 == 0 ? "a" : "b");
        assertThatThrownBy(() -> ImageSets.split(dataset, OptionalInt.of(4), 0))
                .isInstanceOf(EvaluationException.class)
                .hasMessageStartingWith("4 images are too few to keep every fifth for the test");
        assertThat(ImageSets.split(dataset, OptionalInt.of(5), 0).test().size()).isOne();
    }

    private static int[] limited(Dataset dataset, long seed) throws IOException {
        return ImageSets.of(dataset, dataset, OptionalInt.of(100), seed).train().classes();
    }

    @Test
    void anEndlessSetNeedsALimit() throws IOException {
        Dataset textures = Datasets.open("textures");
        assertThatThrownBy(() -> ImageSets.split(textures, ALL, 0))
                .hasMessageContaining("has no end; add --limit N");
        ImageSets sets = ImageSets.split(textures, OptionalInt.of(50), 0);
        assertThat(sets.train().size() + sets.test().size()).isEqualTo(50);
    }

    @Test
    void aShareOfEachClassIsChosenOneImageAtLeast() {
        int[] classes = new int[210];
        Arrays.fill(classes, 0, 10, 1);
        int[] chosen = new ClassFraction(0.05, new Orders(1)).of(classes);
        assertThat(Arrays.stream(chosen).filter(i -> classes[i] == 1)).hasSize(1);
        assertThat(Arrays.stream(chosen).filter(i -> classes[i] == 0)).hasSize(10);
        assertThat(chosen).isSorted().isEqualTo(new ClassFraction(0.05, new Orders(1)).of(classes));
        assertThat(new ClassFraction(0.05, new Orders(2)).of(classes)).isNotEqualTo(chosen);
        assertThat(new ClassFraction(1, new Orders(2)).of(classes)).hasSize(210);
    }

    private static Dataset set(int size, IntFunction<String> labels) {
        return new Labelled(new SomeTextures(size).labelled(labels));
    }

    private record Labelled(IndexedImages index) implements Dataset {

        @Override
        public String name() {
            return "labelled";
        }

        @Override
        public String fingerprint() {
            throw new UnsupportedOperationException("only a publish asks for it");
        }

        @Override
        public OptionalLong size() {
            return OptionalLong.of(index.size());
        }

        @Override
        public DatasetPass pass(ImageOrder order) {
            throw new UnsupportedOperationException("an evaluation finds images by position");
        }
    }
}
