package org.swavstream.image.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Shuffles a pass within a buffer: each image is drawn from those that were read but not drawn yet,
 * at most {@value #MOST_IMAGES} of them or {@value #MOST_BYTES} bytes.
 */
final class ShuffleBuffer implements DatasetPass {

    private static final int MOST_IMAGES = 2000;
    private static final long MOST_BYTES = 128L << 20;

    private final List<DatasetImage> buffer = new ArrayList<>();
    private final DatasetPass images;
    private final SplittableRandom random;
    private long bytes;
    private boolean ended;

    ShuffleBuffer(DatasetPass images, long seed) {
        this.images = images;
        this.random = new SplittableRandom(seed);
    }

    @Override
    public Optional<DatasetImage> next() throws IOException {
        fill();
        return buffer.isEmpty() ? Optional.empty() : Optional.of(draw());
    }

    private void fill() throws IOException {
        while (!ended && buffer.size() < MOST_IMAGES && bytes < MOST_BYTES) {
            Optional<DatasetImage> image = images.next();
            image.ifPresent(this::add);
            ended = image.isEmpty();
        }
    }

    private void add(DatasetImage image) {
        buffer.add(image);
        bytes += image.encoded().length;
    }

    private DatasetImage draw() {
        DatasetImage last = buffer.remove(buffer.size() - 1);
        int drawn = random.nextInt(buffer.size() + 1);
        DatasetImage image = drawn == buffer.size() ? last : buffer.set(drawn, last);
        bytes -= image.encoded().length;
        return image;
    }

    @Override
    public void close() throws IOException {
        images.close();
    }
}
