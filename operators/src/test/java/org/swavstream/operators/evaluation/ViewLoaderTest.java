package org.swavstream.operators.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.swavstream.image.dataset.IndexedImages;
import org.swavstream.operators.natives.NativeLibraries;

class ViewLoaderTest {

    private static final ViewRecipe MIDDLE = new ViewRecipe.Evaluation();

    @BeforeAll
    static void load() {
        NativeLibraries.load(1);
    }

    @Test
    void viewsAreTheSameInTheSameOrderWhateverTheThreads() throws IOException {
        ViewRecipe random = new ViewRecipe.CropAndFlip(3, 1);
        assertThat(views(1, random, 5)).isDeepEqualTo(views(3, random, 5));
        assertThat(views(1, random, 5)).isDeepEqualTo(views(2, random, 64));
        assertThat(views(1, random, 5))
                .isNotEqualTo(views(1, new ViewRecipe.CropAndFlip(3, 2), 5))
                .isNotEqualTo(views(1, MIDDLE, 5));
    }

    @Test
    void aBrokenImageMakesItsBatchSmallerAndIsNamedOnce() throws IOException {
        LabelledImages images = images(new SomeTextures(9, 1, 4, 5, 6), 9);
        List<List<Integer>> classes = new ArrayList<>();
        try (ViewLoader loader = new ViewLoader(8, 2, 1000)) {
            loader.load(images, MIDDLE, 3, (batch, done) -> classes.add(classes(batch)));
            loader.load(images.select(1), MIDDLE, 3, (batch, done) -> classes.add(List.of()));
        }
        assertThat(classes).containsExactly(List.of(0, 2), List.of(3), List.of(7, 8));
        assertThat(images.broken().count()).isEqualTo(4);
        assertThat(images.broken())
                .asString()
                .startsWith("image-1 (")
                .contains("image-4 (", "image-6 (");
    }

    @Test
    void tooLargeAndUnreadableImagesAreToldApart() throws IOException {
        try (ViewLoader loader = new ViewLoader(8, 1, 255)) {
            LabelledImages large = images(new SomeTextures(2), 2);
            loader.load(large, MIDDLE, 2, (batch, done) -> {});
            assertThat(large.broken()).asString().contains("16x16 pixels are over");
            LabelledImages missing = images(new SomeTextures(2).unreadable(), 2);
            assertThatThrownBy(() -> loader.load(missing, MIDDLE, 2, (batch, done) -> {}))
                    .isInstanceOf(IOException.class)
                    .hasMessage("image-0 is gone");
        }
    }

    @Test
    void afterAFailureClosingWaitsForImagesThatAreStillRead() throws InterruptedException {
        SlowSecond images = new SlowSecond();
        ViewLoader loader = new ViewLoader(8, 2, 1000);
        assertThatThrownBy(() -> loader.load(images(images, 2), MIDDLE, 2, (batch, done) -> {}))
                .hasMessage("image-0 is gone");

        Thread closing = new Thread(loader::close);
        closing.start();
        while (!isWaiting(closing) && closing.isAlive()) {
            Thread.onSpinWait();
        }
        images.arrived.complete(null);
        Thread reader = images.reader.join();
        reader.join(TimeUnit.SECONDS.toMillis(30));
        assertThat(reader.isAlive()).isFalse();
        closing.join();
    }

    private static boolean isWaiting(Thread thread) {
        return switch (thread.getState()) {
            case WAITING, TIMED_WAITING -> true;
            default -> false;
        };
    }

    /** The first image is gone, which is noticed while the second is on its way. */
    private static final class SlowSecond implements IndexedImages {

        private final IndexedImages textures = new SomeTextures(2);
        private final CompletableFuture<Thread> reader = new CompletableFuture<>();
        private final CompletableFuture<Void> arrived = new CompletableFuture<>();

        @Override
        public int size() {
            return textures.size();
        }

        @Override
        public String id(int position) {
            return textures.id(position);
        }

        @Override
        public String label(int position) {
            return textures.label(position);
        }

        @Override
        public byte[] encoded(int position) throws IOException {
            if (position == 0) {
                reader.join();
                throw new FileNotFoundException("image-0 is gone");
            }
            reader.complete(Thread.currentThread());
            arrived.join();
            return textures.encoded(position);
        }
    }

    private static byte[][] views(int threads, ViewRecipe recipe, int batchSize)
            throws IOException {
        List<byte[]> views = new ArrayList<>();
        try (ViewLoader loader = new ViewLoader(8, threads, 1000)) {
            LabelledImages images = images(new SomeTextures(20), 20);
            loader.load(images, recipe, batchSize, (batch, done) -> views.addAll(batch.views()));
        }
        return views.toArray(byte[][]::new);
    }

    private static List<Integer> classes(LoadedViews batch) {
        return Arrays.stream(batch.classes()).boxed().toList();
    }

    private static LabelledImages images(IndexedImages textures, int count) {
        int[] positions = IntStream.range(0, count).toArray();
        return new LabelledImages("test", textures, positions, positions);
    }
}
