package org.swavstream.image.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxFilesTest {

    private static final ImageOrder AS_IS = new ImageOrder.AsIs();

    /** Two images of 2 rows and 3 columns. */
    private static final byte[] IMAGES = idx(0x803, new int[] {2, 2, 3}, 12);

    private static final byte[] LABELS = idx(0x801, new int[] {2}, 2);

    @TempDir private Path parent;
    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(parent.resolve("clothes"));
    }

    @Test
    void readsImagesWithTheLabelsBesideThem() throws IOException {
        Path file = Files.write(folder.resolve("train-images-idx3-ubyte"), IMAGES);
        Files.write(folder.resolve("train-labels-idx1-ubyte.gz"), gzip(LABELS));

        Dataset dataset = Datasets.open(file.toString());

        assertThat(dataset.name()).isEqualTo("clothes");
        assertThat(dataset.size()).hasValue(2);
        List<DatasetImage> images = Passes.images(dataset, AS_IS);
        assertThat(images)
                .extracting(DatasetImage::id)
                .containsExactly("clothes/train/0", "clothes/train/1");
        assertThat(images).extracting(DatasetImage::label).containsExactly("0", "1");
        assertThat(pixels(images.get(1))).containsExactly(6, 7, 8, 9, 10, 11);
    }

    @Test
    void readsImagesWithoutLabels() throws IOException {
        Path file = Files.write(folder.resolve("a-images.idx3-ubyte.gz"), gzip(IMAGES));

        assertThat(Passes.images(Datasets.open(file.toString()), AS_IS))
                .extracting(DatasetImage::label)
                .containsExactly(null, null);
    }

    @Test
    void readsAFolderTrainingImagesFirst() throws IOException {
        Files.write(folder.resolve("t10k-images-idx3-ubyte"), IMAGES);
        Files.write(folder.resolve("train-images-idx3-ubyte"), IMAGES);

        assertThat(Passes.ids(Datasets.open(folder.toString()), AS_IS))
                .containsExactly(
                        "clothes/train/0", "clothes/train/1", "clothes/t10k/0", "clothes/t10k/1");
    }

    /** As torchvision leaves them, which unpacks what it has fetched. */
    @Test
    void readsAFileOnceThatIsThereUnpackedToo() throws IOException {
        Files.write(folder.resolve("t10k-images-idx3-ubyte.gz"), gzip(IMAGES));
        Path packed = folder.resolve("train-images-idx3-ubyte.gz");
        Files.write(packed, gzip(IMAGES));
        Files.write(folder.resolve("train-images-idx3-ubyte"), IMAGES);

        assertThat(Passes.ids(Datasets.open(folder.toString()), AS_IS))
                .containsExactly(
                        "clothes/train/0", "clothes/train/1", "clothes/t10k/0", "clothes/t10k/1");
        assertThat(Passes.ids(Datasets.open(packed.toString()), AS_IS)).hasSize(2);
    }

    @Test
    void refusesATruncatedFile() throws IOException {
        byte[] cut = Arrays.copyOf(IMAGES, IMAGES.length - 1);
        assertBroken("a-images-idx3-ubyte", cut, "found 11 bytes of data, expected 12 for shape");
        assertBroken("b-images-idx3-ubyte", Arrays.copyOf(IMAGES, 9), "found its end too early");
        byte[] packed = gzip(IMAGES);
        assertBroken(
                "c-images-idx3-ubyte.gz",
                Arrays.copyOf(packed, packed.length - 12),
                "found its end too early");
    }

    @Test
    void refusesWhatFollowsTheData() throws IOException {
        byte[] longer = Arrays.copyOf(IMAGES, IMAGES.length + 1);
        assertBroken("a-images-idx3-ubyte", longer, "found more than 12 bytes of data");
        assertBroken("b-images-idx3-ubyte.gz", gzip(longer), "found more than 12 bytes of data");
    }

    @Test
    void refusesAPackedFileWithAnotherChecksum() throws IOException {
        byte[] packed = gzip(IMAGES);
        packed[packed.length - 2 * Integer.BYTES] ^= 1;
        assertBroken("a-images-idx3-ubyte.gz", packed, "found damage (Corrupt GZIP trailer)");
    }

    @Test
    void refusesAnotherFile() throws IOException {
        assertBroken(
                "a-images-idx3-ubyte", LABELS, "found first bytes 00000801, expected 00000803");
        assertBroken("b-images-idx3-ubyte.gz", IMAGES, "expected gzip");
        byte[] negative = idx(0x803, new int[] {2, -2, 3}, 12);
        assertBroken("c-images-idx3-ubyte", negative, "found shape [2, -2, 3]");
        byte[] huge = idx(0x803, new int[] {1 << 30, 1 << 30, 1 << 30}, 12);
        assertBroken("d-images-idx3-ubyte", huge, "expected 1 byte to 2 GiB");
    }

    @Test
    void refusesMoreLabelsThanImages() throws IOException {
        Files.write(folder.resolve("a-labels-idx1-ubyte"), idx(0x801, new int[] {3}, 3));
        assertBroken("a-images-idx3-ubyte", IMAGES, "found 3 labels, expected 2");
    }

    private void assertBroken(String name, byte[] content, String message) throws IOException {
        Path file = Files.write(folder.resolve(name), content);
        assertThatThrownBy(() -> Datasets.open(file.toString()))
                .isInstanceOf(DatasetException.class)
                .hasMessageStartingWith(folder.toString())
                .hasMessageContaining(message);
    }

    private static byte[] idx(int magic, int[] shape, int elements) {
        ByteBuffer idx = ByteBuffer.allocate(4 + 4 * shape.length + elements).putInt(magic);
        Arrays.stream(shape).forEach(idx::putInt);
        for (int i = 0; i < elements; i++) {
            idx.put((byte) i);
        }
        return idx.array();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(content);
        }
        return packed.toByteArray();
    }

    private static int[] pixels(DatasetImage image) throws IOException {
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(image.encoded()));
        return read.getRaster().getPixels(0, 0, read.getWidth(), read.getHeight(), (int[]) null);
    }
}
