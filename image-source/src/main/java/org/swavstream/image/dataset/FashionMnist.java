package org.swavstream.image.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Fashion-MNIST (Xiao et al. 2017): the 60,000 training images where Debian's package
 * dataset-fashion-mnist is installed, else the 10,000 test images, which come with this module.
 */
final class FashionMnist {

    static final String NAME = "fashion-mnist";
    static final Path DEBIAN_FOLDER = Path.of("/usr/share/datasets/fashion-mnist");

    private FashionMnist() {}

    /**
     * @param installed where the training images are, if they are installed
     */
    static Dataset open(Path installed) throws IOException {
        Path training = installed.resolve("train-images-idx3-ubyte.gz");
        return Files.exists(training) ? IdxFiles.files(NAME, List.of(training)) : bundled();
    }

    private static Dataset bundled() throws IOException {
        IdxArray images = resource("t10k-images-idx3-ubyte.gz", IdxImages.IMAGE_DIMENSIONS);
        IdxArray labels = resource("t10k-labels-idx1-ubyte.gz", IdxImages.LABEL_DIMENSIONS);
        return new IndexedDataset(NAME, new IdxImages(NAME + "/t10k/", images, labels));
    }

    private static IdxArray resource(String name, int dimensions) throws IOException {
        try (InputStream in = FashionMnist.class.getResourceAsStream(NAME + "/" + name)) {
            return IdxArray.read(name, in, dimensions);
        }
    }
}
