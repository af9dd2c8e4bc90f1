package org.swavstream.image.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarImagesTest {

    private static final ImageOrder AS_IS = new ImageOrder.AsIs();
    private static final int PLANE = 32 * 32;

    @TempDir private Path folder;

    @Test
    void readsCifar10() throws IOException {
        Path file = Files.write(folder.resolve("data_batch_1.bin"), record(7));

        List<DatasetImage> images = Passes.images(Datasets.open(file.toString()), AS_IS);

        assertThat(images).hasSize(1);
        assertThat(images.get(0).id()).isEqualTo("cifar-10/data_batch_1/0");
        assertThat(images.get(0).label()).isEqualTo("7");
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(images.get(0).encoded()));
        assertThat(read.getRGB(31, 0)).isEqualTo(0xFF0A141E);
        assertThat(read.getRGB(0, 31)).isEqualTo(0xFF0A141E);
        assertThat(read.getRGB(1, 0)).isEqualTo(0xFFC8141E);
    }

    @Test
    void readsTheFineLabelsOfCifar100() throws IOException {
        Files.write(folder.resolve("train.bin"), record(3, 99));
        Files.write(folder.resolve("test.bin"), record(4, 98));

        List<DatasetImage> images = Passes.images(Datasets.open(folder.toString()), AS_IS);

        assertThat(images)
                .extracting(DatasetImage::id)
                .containsExactly("cifar-100/train/0", "cifar-100/test/0");
        assertThat(images).extracting(DatasetImage::label).containsExactly("99", "98");
    }

    @Test
    void readsAFolderOfBatches() throws IOException {
        Files.write(folder.resolve("test_batch.bin"), record(1));
        Files.write(folder.resolve("data_batch_2.bin"), record(2));
        Files.write(folder.resolve("data_batch_1.bin"), record(3));

        assertThat(Passes.ids(Datasets.open(folder.toString()), AS_IS))
                .containsExactly(
                        "cifar-10/data_batch_1/0",
                        "cifar-10/data_batch_2/0",
                        "cifar-10/test_batch/0");
    }

    @Test
    void refusesATruncatedFile() throws IOException {
        Path file = Files.write(folder.resolve("data_batch_1.bin"), Arrays.copyOf(record(1), 3000));

        assertThatThrownBy(() -> Datasets.open(file.toString()))
                .isInstanceOf(DatasetException.class)
                .hasMessage(
                        file
                                + ": found 3000 bytes, expected a multiple of 3073, the size of a"
                                + " cifar-10 image with its label");
    }

    /** One image of (10, 20, 30), whose second pixel is (200, 20, 30). */
    private static byte[] record(int... labels) {
        byte[] record = new byte[labels.length + 3 * PLANE];
        for (int i = 0; i < labels.length; i++) {
            record[i] = (byte) labels[i];
        }
        for (int i = 0; i < 3 * PLANE; i++) {
            record[labels.length + i] = (byte) (10 * (1 + i / PLANE));
        }
        record[labels.length + 1] = (byte) 200;
        return record;
    }
}
