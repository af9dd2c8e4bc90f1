package org.swavstream.image.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.swavstream.state.file.UnavailableFileException;

class DatasetsTest {

    private static final ImageOrder AS_IS = new ImageOrder.AsIs();

    @TempDir private Path folder;

    @Test
    void readsAFolderOfImages() throws IOException {
        write(
                "b/2.PNG",
                "b/deep/1.jpg",
                "a/1.jpeg",
                "0.webp",
                "a/3.bmp",
                "a/notes.txt",
                "a/._3.bmp");

        List<DatasetImage> images = Passes.images(Datasets.open(folder.toString()), AS_IS);

        assertThat(images)
                .extracting(DatasetImage::id)
                .containsExactly("0.webp", "a/1.jpeg", "a/3.bmp", "b/2.PNG", "b/deep/1.jpg");
        assertThat(images)
                .extracting(DatasetImage::label)
                .containsExactly(null, "a", "a", "b", "b");
        assertThat(images.get(1).encoded()).asString(StandardCharsets.UTF_8).isEqualTo("a/1.jpeg");
    }

    @Test
    void filesThatAreNoImagesAreCounted() throws IOException {
        write("a/1.png", "a/2.gif", "a/3", "b/notes.txt", "b/.hidden", ".git/config");
        Files.createFile(folder.resolve("b").resolve("empty.png"));
        Files.createSymbolicLink(folder.resolve("b").resolve("gone.png"), Path.of("nowhere.png"));
        Files.createSymbolicLink(folder.resolve("b").resolve("link.png"), Path.of("../a/1.png"));

        Dataset dataset = Datasets.open(folder.toString());

        assertThat(Passes.ids(dataset, AS_IS)).containsExactly("a/1.png", "b/link.png");
        assertThat(dataset.leftOut()).isEqualTo(new LeftOutFiles(5, "a/2.gif"));
        Files.delete(folder.resolve("a").resolve("1.png"));
        assertThatThrownBy(() -> Datasets.open(folder.toString()))
                .hasMessageContaining("found no image, expected files ending in .jpg")
                .hasMessageEndingWith(".bmp that are not empty");
    }

    /** What programs keep beside images, under names of images, is no class of its own. */
    @Test
    void whatIsInAHiddenFolderIsNoImage() throws IOException {
        write(".data/a/1.png", ".data/.thumbnails/a.png", ".data/a/.AppleDouble/1.png");

        Dataset dataset = Datasets.open(folder.resolve(".data").toString());

        assertThat(Passes.ids(dataset, AS_IS)).containsExactly("a/1.png");
        assertThat(dataset.leftOut()).isEqualTo(LeftOutFiles.NONE);
    }

    /** A publish is found by it again, also by a later release. */
    @Test
    void theFingerprintOfAFolderNeverChanges() throws IOException {
        write("a/1.png", "b/notes.txt");
        Files.createSymbolicLink(folder.resolve("b").resolve("link.png"), Path.of("../a/1.png"));

        assertThat(Datasets.open(folder.toString()).fingerprint())
                .isEqualTo("3c5b14b698b8891215b9973e6266219ad1d56cf5faaa7ad464d7379d36891ce6");
    }

    /** On a network's file system each look at a file takes its time. */
    @Test
    void theFingerprintIsOfTheFilesAsTheyWereListed() throws IOException {
        write("1.png", "2.png");
        Dataset dataset = Datasets.open(folder.toString());
        String fingerprint = Datasets.open(folder.toString()).fingerprint();
        Files.delete(folder.resolve("1.png"));

        assertThat(dataset.fingerprint()).isEqualTo(fingerprint);
    }

    @Test
    void refusesAFolderWithALinkThatLeadsBackToIt() throws IOException {
        write("a/1.png");
        Files.createSymbolicLink(folder.resolve("a").resolve("back"), folder);

        assertThatThrownBy(() -> Datasets.open(folder.toString()))
                .isInstanceOf(UnavailableFileException.class)
                .hasMessage(
                        "cannot list %s: java.nio.file.FileSystemLoopException: %s/a/back"
                                .formatted(folder, folder));
    }

    @Test
    void shufflesBySeed() throws IOException {
        for (int i = 0; i < 30; i++) {
            write(i + ".png");
        }
        Dataset dataset = Datasets.open(folder.toString());

        List<String> shuffled = Passes.ids(dataset, new ImageOrder.Shuffled(1));

        assertThat(Passes.ids(dataset, new ImageOrder.Shuffled(1))).isEqualTo(shuffled);
        assertThat(Passes.ids(dataset, new ImageOrder.Shuffled(2))).isNotEqualTo(shuffled);
        assertThat(shuffled)
                .isNotEqualTo(Passes.ids(dataset, AS_IS))
                .containsExactlyInAnyOrderElementsOf(Passes.ids(dataset, AS_IS));
    }

    /** A publish that goes on after an upgrade needs the order that it began with. */
    @Test
    void theShuffledOrderNeverChanges() throws IOException {
        for (int i = 0; i < 10; i++) {
            write(i + ".png");
        }

        assertThat(Passes.ids(Datasets.open(folder.toString()), new ImageOrder.Shuffled(1)))
                .extracting(id -> id.replace(".png", ""))
                .containsExactly("9", "0", "4", "1", "7", "8", "5", "2", "3", "6");
    }

    @Test
    void skipsWithoutReading() throws IOException {
        write("1.png", "2.png", "3.png");
        Dataset dataset = Datasets.open(folder.toString());
        Files.delete(folder.resolve("1.png"));

        try (DatasetPass pass = dataset.pass(AS_IS)) {
            pass.skip(1);
            assertThat(Passes.rest(pass))
                    .extracting(DatasetImage::id)
                    .containsExactly("2.png", "3.png");
            pass.skip(1);
            assertThat(pass.next()).isEmpty();
        }
    }

    @Test
    void refusesWhatIsNoDataset() throws IOException {
        write("notes.txt");

        assertThatThrownBy(() -> Datasets.open(folder.toString()))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("found no image, expected files ending in .jpg");
        assertThatThrownBy(() -> Datasets.open(folder + "/notes.txt"))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("notes.txt: found another kind of file, expected textures");
        assertThatThrownBy(() -> Datasets.open("fashion-mnst"))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageStartingWith("fashion-mnst: no such data set; expected textures");
    }

    @Test
    void indexFindsWhatAPassReads() throws IOException {
        write("b/1.png", "a/2.png", "3.png");
        Dataset files = Datasets.open(folder.toString());
        assertThat(Passes.indexed(files))
                .usingRecursiveComparison()
                .isEqualTo(Passes.images(files, AS_IS));

        Dataset textures = Datasets.open("textures:16");
        assertThat(textures.endless()).isTrue();
        try (DatasetPass pass = textures.pass(AS_IS)) {
            pass.skip(7);
            assertThat(textures.index().read(7))
                    .usingRecursiveComparison()
                    .isEqualTo(pass.next().orElseThrow());
        }
    }

    @Test
    void drawsTexturesWithoutEnd() throws IOException {
        Dataset dataset = Datasets.open("textures");
        assertThat(dataset.size()).isEmpty();

        try (DatasetPass pass = dataset.pass(new ImageOrder.Shuffled(3))) {
            pass.skip(1_000_000_000_000L);
            DatasetImage image = pass.next().orElseThrow();
            assertThat(image.id()).isEqualTo("textures-32/3/1000000000000");
            assertThat(image.label()).isNotBlank();
            BufferedImage read = ImageIO.read(new ByteArrayInputStream(image.encoded()));
            assertThat(read.getWidth()).isEqualTo(32);
            assertThat(read.getHeight()).isEqualTo(32);
        }
    }

    @Test
    void drawsTexturesOfOtherSides() throws IOException {
        assertThat(Datasets.open("textures:64").name()).isEqualTo("textures-64");
        assertThatThrownBy(() -> Datasets.open("textures:8"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected 16 to 256");
    }

    @Test
    void bringsTheTestImagesOfFashionMnist() throws IOException {
        Dataset dataset = FashionMnist.open(folder.resolve("not-installed"));

        assertThat(dataset.name()).isEqualTo("fashion-mnist");
        assertThat(dataset.size()).hasValue(10_000);
        try (DatasetPass pass = dataset.pass(AS_IS)) {
            DatasetImage first = pass.next().orElseThrow();
            assertThat(first.id()).isEqualTo("fashion-mnist/t10k/0");
            assertThat(first.label()).isEqualTo("9");
            pass.skip(9998);
            assertThat(pass.next().orElseThrow().id()).isEqualTo("fashion-mnist/t10k/9999");
            assertThat(pass.next()).isEmpty();
        }
        Set<String> labels =
                Passes.images(dataset, AS_IS).stream()
                        .map(DatasetImage::label)
                        .collect(Collectors.toSet());
        assertThat(labels).containsExactlyInAnyOrder("0 1 2 3 4 5 6 7 8 9".split(" "));
    }

    @Test
    void prefersTheTrainingImagesWhereTheyAreInstalled() throws IOException {
        Path broken = Files.createFile(folder.resolve("train-images-idx3-ubyte.gz"));

        assertThatThrownBy(() -> FashionMnist.open(folder))
                .isInstanceOf(DatasetException.class)
                .hasMessageStartingWith(broken.toString());
    }

    /** Writes files that hold their own path. */
    private void write(String... paths) throws IOException {
        for (String path : paths) {
            Path file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, path);
        }
    }
}
