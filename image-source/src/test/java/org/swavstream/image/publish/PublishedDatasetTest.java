package org.swavstream.image.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.swavstream.image.broker.Broker;
import org.swavstream.image.broker.SharedBroker;
import org.swavstream.image.dataset.Datasets;
import org.swavstream.image.dataset.ImageOrder;

/** Which data sets a publish takes for the one that was published before. */
@ExtendWith(SharedBroker.class)
class PublishedDatasetTest {

    private static final PublishSettings AS_IS = PublishSettings.inOrder(new ImageOrder.AsIs());

    @TempDir private Path folder;

    private Broker broker;
    private String topic;

    @BeforeEach
    void nameTheTopic(Broker shared, TestInfo test) {
        broker = shared;
        topic = test.getTestMethod().orElseThrow().getName();
    }

    @Test
    void publishesEveryCifarFile() throws IOException {
        cifar("data_batch_1.bin", 1);
        cifar("data_batch_2.bin", 2);

        assertThat(publish("data_batch_1.bin").images()).isEqualTo(2);
        assertThat(publish("data_batch_2.bin").images()).isEqualTo(2);
        assertThat(publish("data_batch_2.bin").images()).isZero();
    }

    @Test
    void publishesCifarFilesOfOneNameAndSize() throws IOException {
        cifar("a/data_batch_1.bin", 1);
        cifar("b/data_batch_1.bin", 2);

        assertThat(publish("a").images()).isEqualTo(2);
        assertThat(publish("b").images()).isEqualTo(2);
    }

    @Test
    void publishesIdxFilesOfOneNameAndSize() throws IOException {
        idx("mnist/raw/train-images-idx3-ubyte", 1);
        idx("clothes/raw/train-images-idx3-ubyte", 2);

        assertThat(publish("mnist/raw").images()).isEqualTo(2);
        assertThat(publish("clothes/raw").images()).isEqualTo(2);
    }

    @Test
    void publishesIdxImagesAnewWithOtherLabels() throws IOException {
        idx("raw/train-images-idx3-ubyte", 1);
        labels("raw/train-labels-idx1-ubyte", 1);
        assertThat(publish("raw").images()).isEqualTo(2);

        labels("raw/train-labels-idx1-ubyte", 2);
        assertThat(publish("raw").images()).isEqualTo(2);
        Files.delete(folder.resolve("raw/train-labels-idx1-ubyte"));
        assertThat(publish("raw").images()).isEqualTo(2);
    }

    @Test
    void publishesEveryPatternOfAFolder() throws IOException {
        for (int i = 0; i < 4; i++) {
            shard("s/train-" + i + ".tar", i);
        }

        assertThat(publish("s/train-{0..1}.tar").images()).isEqualTo(2);
        assertThat(publish("s/train-{2..3}.tar").images()).isEqualTo(2);
        assertThat(publish("s/train-{3,2}.tar").images()).isEqualTo(2);
        assertThat(publish("s/train-[23].tar").images()).isZero();
    }

    @Test
    void publishesShardsOfOneNameFromEachFolder() throws IOException {
        for (int i = 0; i < 4; i++) {
            shard(i + "/train/s.tar", i);
        }

        assertThat(publish("{0..1}/train/s.tar").images()).isEqualTo(2);
        assertThat(publish("{2..3}/train/s.tar").images()).isEqualTo(2);
    }

    @Test
    void publishesFoldersOfOneName() throws IOException {
        write("a/train/cat/1.png", "tom");
        write("b/train/cat/2.png", "tom");
        write("c/train/cat/2.png", "felix");

        assertThat(publish("a/train").images()).isEqualTo(1);
        assertThat(publish("b/train").images()).isEqualTo(1);
        assertThat(publish("c/train").images()).isEqualTo(1);
    }

    @Test
    void publishesFoldersOfOtherNamesWhoseFilesLookAlike() throws IOException {
        write("train/cat/1.bmp", "tom");
        write("val/cat/1.bmp", "max");
        shard("shards/train/0.tar", 1);
        shard("shards/val/0.tar", 2);

        assertThat(publish("train").images()).isEqualTo(1);
        assertThat(publish("val").images()).isEqualTo(1);
        assertThat(publish("shards/train").images()).isEqualTo(1);
        assertThat(publish("shards/val").images()).isEqualTo(1);
    }

    @Test
    void publishesAnewWhatHasGrown() throws IOException {
        shard("s/0.tar", 0);
        assertThat(publish("s").images()).isEqualTo(1);

        shard("s/1.tar", 1);
        assertThat(publish("s")).extracting(PublishResult::alreadyThere).isEqualTo(0L);
    }

    @Test
    void resumesAFolderThatWasMoved() throws IOException {
        write("a/train/cat/1.png", "tom");
        write("a/train/dog/2.png", "rex");
        write("a/train/3.png", "nobody");
        publishOne("a/train");

        write("mnt/b/train/3.png", "nobody");
        write("mnt/b/train/dog/2.png", "rex");
        write("mnt/b/train/cat/1.png", "tom");
        write("mnt/b/train/notes.txt", "no image");
        assertThat(publish("mnt/b/train/.")).isEqualTo(new PublishResult(1, 2, 6, true, 1));
    }

    @Test
    void resumesShardsThatWereMoved() throws IOException {
        shard("a/s/0.tar", 0);
        shard("a/s/1.tar", 1);
        publishOne("a/s/{0..1}.tar");

        shard("mnt/b/s/1.tar", 1);
        shard("mnt/b/s/0.tar", 0);
        assertThat(publish("mnt/b/s")).extracting(PublishResult::alreadyThere).isEqualTo(1L);
    }

    @Test
    void resumesIdxAndCifarFilesThatWereMoved() throws IOException {
        idx("a/raw/train-images-idx3-ubyte", 1);
        cifar("a/test_batch.bin", 1);
        publishOne("a/raw");
        publishOne("a/test_batch.bin");

        idx("mnt/b/raw/train-images-idx3-ubyte", 1);
        cifar("mnt/b/test_batch.bin", 1);
        assertThat(publish("mnt/b/raw").alreadyThere()).isEqualTo(1);
        assertThat(publish("mnt/b/test_batch.bin").alreadyThere()).isEqualTo(1);
    }

    @Test
    void resumesTexturesOfOneSideOnly() throws IOException {
        assertThat(publish("textures:16", AS_IS.withLimit(2)).images()).isEqualTo(2);
        assertThat(publish("textures:17", AS_IS.withLimit(3)).images()).isEqualTo(3);
        assertThat(publish("textures:16", AS_IS.withLimit(3)).alreadyThere()).isEqualTo(2);
    }

    private PublishResult publish(String images) throws IOException {
        return publish(images, AS_IS);
    }

    /** What an interruption after the first image leaves. */
    private void publishOne(String images) throws IOException {
        assertThat(publish(images, AS_IS.withLimit(1)).images()).isEqualTo(1);
    }

    private PublishResult publish(String images, PublishSettings settings) throws IOException {
        PublishTarget target =
                new PublishTarget(broker.bootstrapServers(), topic, OptionalInt.of(1), Map.of());
        String spec = images.startsWith("textures") ? images : folder + "/" + images;
        return new Publisher(Datasets.open(spec), target, settings)
                .publish(() -> false, (i, b) -> {});
    }

    /** Two images. */
    private void cifar(String name, int content) throws IOException {
        byte[] records = new byte[2 * (1 + 3 * 32 * 32)];
        records[1] = (byte) content;
        write(name, records);
    }

    /** Two images of 2 rows and 3 columns. */
    private void idx(String name, int content) throws IOException {
        ByteBuffer idx = ByteBuffer.allocate(28).putInt(0x803).putInt(2).putInt(2).putInt(3);
        write(name, idx.put((byte) content).array());
    }

    private void labels(String name, int label) throws IOException {
        ByteBuffer idx = ByteBuffer.allocate(10).putInt(0x801).putInt(2);
        write(name, idx.put((byte) label).array());
    }

    /** One image. */
    private void shard(String name, int content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(file))) {
            TarArchiveEntry entry = new TarArchiveEntry("1.png");
            entry.setSize(1);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        }
    }

    private void write(String name, String content) throws IOException {
        write(name, content.getBytes(StandardCharsets.UTF_8));
    }

    private void write(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }
}
