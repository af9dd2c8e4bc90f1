package org.swavstream.image.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarDatasetTest {

    private static final ImageOrder AS_IS = new ImageOrder.AsIs();

    @TempDir private Path folder;

    @Test
    void groupsFilesByBaseName() throws IOException {
        Path shard =
                shard(
                        "a.tar",
                        "./cat/1.JPG=one",
                        "cat/1.cls= 3\n",
                        "cat/1.seg.png=mask",
                        "2.png=two",
                        "2.txt=a dog",
                        "3.cls=4",
                        "4.webp=four",
                        "4.json={\"label\": 5}",
                        "5.bmp=five",
                        "5.json={\"cls\": \"bird\"}",
                        "6.jpeg=six",
                        "6.json={}");

        List<DatasetImage> images = Passes.images(Datasets.open(shard.toString()), AS_IS);

        assertThat(images)
                .extracting(DatasetImage::id)
                .containsExactly("a.tar/cat/1", "a.tar/2", "a.tar/4", "a.tar/5", "a.tar/6");
        assertThat(images)
                .extracting(DatasetImage::label)
                .containsExactly("3", "a dog", "5", "bird", null);
        assertThat(images)
                .extracting(image -> new String(image.encoded(), StandardCharsets.UTF_8))
                .containsExactly("one", "two", "four", "five", "six");
    }

    @Test
    void readsFoldersAndPatterns() throws IOException {
        shard("s-08.tar", "8.png=x");
        shard("s-09.tar", "9.png=x");
        shard("s-10.tar", "10.png=x");
        shard("other.tar", "o.png=x");

        assertThat(ids(""))
                .containsExactly("other.tar/o", "s-08.tar/8", "s-09.tar/9", "s-10.tar/10");
        assertThat(ids("s-{08..10}.tar"))
                .containsExactly("s-08.tar/8", "s-09.tar/9", "s-10.tar/10");
        assertThat(ids("s-0*.tar")).containsExactly("s-08.tar/8", "s-09.tar/9");
        assertThat(ids("{s-10,other}.tar")).containsExactly("s-10.tar/10", "other.tar/o");
    }

    /** A Mac leaves such files on other file systems. */
    @Test
    void hiddenFilesAreNoShards() throws IOException {
        shard("s-1.tar", "1.png=x");
        Files.writeString(folder.resolve("._s-1.tar"), "no shard");

        assertThat(ids("")).containsExactly("s-1.tar/1");
        assertThat(ids("*.tar")).containsExactly("s-1.tar/1");
        assertThatThrownBy(() -> ids(".*.tar")).hasMessageContaining("._s-1.tar");
    }

    /** Else one stray shard would hide a folder of images. */
    @Test
    void refusesAFolderOfShardsAndImages() throws IOException {
        shard("s.tar", "1.png=x");
        Path image = folder.resolve("cat").resolve("2.png");
        Files.createDirectories(image.getParent());
        Files.write(image, new byte[1]);

        assertThatThrownBy(() -> ids(""))
                .isInstanceOf(DatasetException.class)
                .hasMessage(
                        "%s: found shards (s.tar) and images (cat/2.png), expected one of them; name the shards as %s, or a folder that has only the images",
                        folder, folder.resolve("*.tar"));
        assertThat(ids("*.tar")).containsExactly("s.tar/1");
        assertThat(ids("cat")).containsExactly("2.png");
    }

    @Test
    void namesTheShardThatIsMissing() throws IOException {
        shard("s-0.tar", "0.png=x");

        assertThatThrownBy(() -> ids("s-{0..1}.tar"))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("s-1.tar: no such shard");
        assertThatThrownBy(() -> ids("x*.tar"))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("x*.tar: found no such file, expected tar shards");
    }

    @Test
    void refusesARangeThatCountsDown() throws IOException {
        shard("s-1.tar", "1.png=x");

        assertThatThrownBy(() -> ids("s-{2..1}.tar"))
                .isInstanceOf(DatasetException.class)
                .hasMessage("{2..1}: found a range that counts down, expected one that counts up");
    }

    @Test
    void shufflesShardsAndImagesBySeed() throws IOException {
        for (int i = 0; i < 5; i++) {
            int first = 20 * i;
            shard(
                    "s-" + i + ".tar",
                    IntStream.range(first, first + 20)
                            .mapToObj(n -> n + ".png=x")
                            .toArray(String[]::new));
        }
        Dataset dataset = Datasets.open(folder.toString());

        List<String> shuffled = Passes.ids(dataset, new ImageOrder.Shuffled(1));

        assertThat(Passes.ids(dataset, new ImageOrder.Shuffled(1))).isEqualTo(shuffled);
        assertThat(Passes.ids(dataset, new ImageOrder.Shuffled(2))).isNotEqualTo(shuffled);
        assertThat(shuffled)
                .isNotEqualTo(Passes.ids(dataset, AS_IS))
                .containsExactlyInAnyOrderElementsOf(Passes.ids(dataset, AS_IS));
    }

    @Test
    void skipsAsIfItHadRead() throws IOException {
        shard("a.tar", "0.png=x", "1.png=x", "2.png=x", "3.png=x");
        Dataset dataset = Datasets.open(folder.toString());
        ImageOrder order = new ImageOrder.Shuffled(4);

        try (DatasetPass pass = dataset.pass(order)) {
            pass.skip(3);
            assertThat(Passes.rest(pass))
                    .extracting(DatasetImage::id)
                    .isEqualTo(Passes.ids(dataset, order).subList(3, 4));
        }
    }

    /** A publish that goes on passes over many: what is behind them must be the same. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void skipsOverShardsAndLabels(int count) throws IOException {
        shard("a.tar", "1.cls=a", "1.png=one", "2.png=two", "2.json={\"label\": \"b\"}");
        shard("b.tar", "none.txt=x");
        shard("c.tar", "3.jpg=three", "4.txt=d", "4.png=" + "four".repeat(300), "5.png=five");
        Dataset dataset = Datasets.open(folder.toString());
        List<DatasetImage> all = Passes.images(dataset, AS_IS);

        try (DatasetPass pass = dataset.pass(AS_IS)) {
            assertThat(pass.skip(count)).isEqualTo(Math.min(count, 5));
            assertThat(Passes.rest(pass))
                    .usingRecursiveComparison()
                    .isEqualTo(all.subList(Math.min(count, 5), 5));
        }
    }

    /** So that it takes no longer than to read the headers. */
    @Test
    void skipsWithoutReadingImages() throws IOException {
        Path shard = hugeEntry("1.png", Integer.MAX_VALUE - 511L);

        try (DatasetPass pass = Datasets.open(shard.toString()).pass(AS_IS)) {
            assertThat(pass.skip(2)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.png", "1.json"})
    void refusesAFileOver2GiB(String name) throws IOException {
        Path shard = hugeEntry(name, 3L << 30);

        assertThatThrownBy(() -> Passes.ids(Datasets.open(shard.toString()), AS_IS))
                .isInstanceOf(DatasetException.class)
                .hasMessage(
                        shard
                                + ": found "
                                + name
                                + " of 3,221,225,472 bytes, expected less than 2 GiB");
    }

    /** Its bytes do not lie end to end. */
    @Test
    void refusesASparseFile() throws IOException {
        Path shard =
                hugeEntry(new TarArchiveEntry("1.png", TarConstants.LF_GNUTYPE_SPARSE), 1 << 20);

        assertThatThrownBy(() -> Passes.ids(Datasets.open(shard.toString()), AS_IS))
                .isInstanceOf(DatasetException.class)
                .hasMessageStartingWith(shard + ": found 1.png as a sparse file, expected whole");
    }

    /** A shard of one file of zeros, which takes no room on the disk. */
    private Path hugeEntry(String name, long bytes) throws IOException {
        return hugeEntry(new TarArchiveEntry(name), bytes);
    }

    private Path hugeEntry(TarArchiveEntry entry, long bytes) throws IOException {
        entry.setSize(bytes);
        byte[] header = new byte[512];
        entry.writeEntryHeader(header);
        Path shard = folder.resolve("huge.tar");
        try (RandomAccessFile file = new RandomAccessFile(shard.toFile(), "rw")) {
            file.write(header);
            file.setLength(512 + bytes + 1024);
        }
        return shard;
    }

    @Test
    void indexFindsWhatAPassReads() throws IOException {
        shard("a.tar", "1.cls=cat", "1.png=one", "long/" + "n".repeat(200) + ".jpg=two", "3.cls=x");
        shard("b.tar", "4.webp=" + "four".repeat(300), "4.json={\"label\": 5}", "5.bmp=5");
        Dataset dataset = Datasets.open(folder.toString());

        assertThat(Passes.indexed(dataset))
                .usingRecursiveComparison()
                .isEqualTo(Passes.images(dataset, AS_IS));
        assertThat(dataset.index().size()).isEqualTo(4);
        assertThat(dataset.index().label(2)).isEqualTo("5");
    }

    @Test
    void linksAndEmptyFilesAreLeftOutAndCounted() throws IOException {
        shard("a.tar", "1.png=one", "2.png=", "2.cls=3", "3.png->1.png", "4.png=>1.png", "5.png=x");
        shard("b.tar", "6.jpg=", "6.png=six", "6.cls->1.cls");
        Dataset dataset = Datasets.open(folder.toString());

        List<DatasetImage> images = Passes.images(dataset, AS_IS);

        assertThat(images)
                .extracting(DatasetImage::id)
                .containsExactly("a.tar/1", "a.tar/5", "b.tar/6");
        assertThat(images.get(2).label()).isNull();
        assertThat(Passes.indexed(dataset)).usingRecursiveComparison().isEqualTo(images);
        assertThat(dataset.leftOut()).isEqualTo(new LeftOutFiles(5, "a.tar/2.png"));
    }

    /** What stands behind the first dot of a name is its extension, {@code v1.jpg} as well. */
    @Test
    void imagesWithADotInTheirNameAreLeftOutAndCounted() throws IOException {
        shard(
                "a.tar",
                "x/1.v1.jpg=one",
                "x/1.v2.JPG=two",
                "x/1.v1.cls=3",
                "2.png=x",
                "2.seg.png=y");
        shard("b.tar", "3.json={}", "3.seg.png=mask", "4..png=four", "._5.v1.png=hidden");
        Dataset dataset = Datasets.open(folder.toString());

        assertThat(Passes.ids(dataset, AS_IS)).containsExactly("a.tar/2");
        assertThat(dataset.leftOut()).isEqualTo(new LeftOutFiles(4, "a.tar/x/1.v1.jpg"));
    }

    @Test
    void idsAreUniqueWhereShardsOfSeveralFoldersHaveOneName() throws IOException {
        shard("0/train/s.tar", "1.png=x");
        shard("1/train/s.tar", "1.png=y");

        assertThat(ids("{0..1}/train/s.tar")).containsExactly("0/train/s.tar/1", "1/train/s.tar/1");
        assertThat(ids("{0..0}/train/s.tar")).containsExactly("s.tar/1");
    }

    /** A publish that goes on after an upgrade needs the order that it began with. */
    @Test
    void theShuffledOrderNeverChanges() throws IOException {
        shard("a.tar", "0.png=x", "1.png=x", "2.png=x");
        shard("b.tar", "3.png=x", "4.png=x", "5.png=x");
        shard("c.tar", "6.png=x", "7.png=x", "8.png=x");

        assertThat(Passes.ids(Datasets.open(folder.toString()), new ImageOrder.Shuffled(1)))
                .extracting(id -> id.substring(id.indexOf('/') + 1))
                .containsExactly("2", "8", "4", "0", "1", "3", "6", "5", "7");
    }

    @Test
    void refusesTruncatedShards() throws IOException {
        byte[] whole =
                Files.readAllBytes(shard("whole.tar", "0.png=x", "1.png=" + "x".repeat(999)));
        for (int bytes : new int[] {0, 100, 1024, 1100, 2048, 2200}) {
            Path cut = Files.write(folder.resolve("cut.tar"), Arrays.copyOf(whole, bytes));
            assertThatThrownBy(() -> Passes.ids(Datasets.open(cut.toString()), AS_IS))
                    .isInstanceOf(DatasetException.class)
                    .hasMessageContaining("cut.tar: found")
                    .hasMessageContaining("expected a whole tar file");
        }
    }

    @Test
    void refusesWhatIsNoTarFile() throws IOException {
        byte[] noise = new byte[2048];
        Arrays.fill(noise, 0, 1024, (byte) 'x');
        Path file = Files.write(folder.resolve("noise.tar"), noise);

        assertThatThrownBy(() -> Passes.ids(Datasets.open(file.toString()), AS_IS))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("noise.tar: found damage");
    }

    @Test
    void refusesALabelThatIsNoJson() throws IOException {
        Path shard = shard("a.tar", "1.png=x", "1.json={");

        assertThatThrownBy(() -> Passes.ids(Datasets.open(shard.toString()), AS_IS))
                .isInstanceOf(DatasetException.class)
                .hasMessageStartingWith("a.tar/1.json: found ");
    }

    private List<String> ids(String pattern) throws IOException {
        return Passes.ids(Datasets.open(folder + "/" + pattern), AS_IS);
    }

    /**
     * Writes files given as {@code name=content}, symbolic links as {@code name->target} and hard
     * ones as {@code name=>target}.
     */
    private Path shard(String name, String... files) throws IOException {
        Path shard = folder.resolve(name);
        Files.createDirectories(shard.getParent());
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(Files.newOutputStream(shard))) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (String file : files) {
                String[] link = file.split("[-=]>", 2);
                if (link.length == 2) {
                    link(tar, link[0], link[1], file.contains("->"));
                    continue;
                }
                String[] parts = file.split("=", 2);
                byte[] content = parts[1].getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(parts[0]);
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }
        return shard;
    }

    private static void link(
            TarArchiveOutputStream tar, String name, String target, boolean symbolic)
            throws IOException {
        byte flag = symbolic ? TarConstants.LF_SYMLINK : TarConstants.LF_LINK;
        TarArchiveEntry entry = new TarArchiveEntry(name, flag);
        entry.setLinkName(target);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }
}
