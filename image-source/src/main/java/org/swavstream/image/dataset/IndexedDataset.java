package org.swavstream.image.dataset;

import java.io.IOException;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A data set of images that are found by their position, so that only positions are shuffled.
 *
 * @param name what it is called
 * @param images its images
 * @param leftOut the files that are not among them
 */
record IndexedDataset(String name, FingerprintedImages images, LeftOutFiles leftOut)
        implements Dataset {

    IndexedDataset(String name, FingerprintedImages images) {
        this(name, images, LeftOutFiles.NONE);
    }

    @Override
    public String fingerprint() throws IOException {
        return images.fingerprint();
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.of(images.size());
    }

    @Override
    public IndexedImages index() {
        return images;
    }

    @Override
    public DatasetPass pass(ImageOrder order) {
        int[] positions = IntStream.range(0, images.size()).toArray();
        if (order instanceof ImageOrder.Shuffled shuffled) {
            shuffle(positions, new SplittableRandom(shuffled.seed()));
        }
        return new IndexedPass(images, positions);
    }

    private static void shuffle(int[] positions, SplittableRandom random) {
        for (int last = positions.length - 1; last > 0; last--) {
            int other = random.nextInt(last + 1);
            int moved = positions[last];
            positions[last] = positions[other];
            positions[other] = moved;
        }
    }
}
