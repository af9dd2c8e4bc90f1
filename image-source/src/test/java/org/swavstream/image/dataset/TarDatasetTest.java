package org.swavstream.image.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void indexFindsWhatAPassReads() throws IOException {
        shard("a.tar", "1.cls=cat", "1.png=one", "long/" + "n".repeat(200) + ".jpg=two", "3.cls=x");
        shard("b.tar", "4.webp=" + "four".repeat(300), "4.json={\"label\": 5}", "5.bmp=");
        Dataset dataset = Datasets.open(folder.toString());

        assertThat(Passes.indexed(dataset))
                .usingRecursiveComparison()
                .isEqualTo(Passes.images(dataset, AS_IS));
        assertThat(dataset.index().size()).isEqualTo(4);
        assertThat(dataset.index().label(2)).isEqualTo("5");
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

    /** Writes files given as {@code name=content}. */
    private Path shard(String name, String... files) throws IOException {
        Path shard = folder.resolve(name);
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(Files.newOutputStream(shard))) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (String file : files) {
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
}
