package org.swavstream.image.dataset;

import java.io.IOException;
import java.util.Optional;

/** A pass in the order of an array of positions. */
final class IndexedPass implements DatasetPass {

    private final IndexedImages images;
    private final int[] positions;
    private int next;

    IndexedPass(IndexedImages images, int[] positions) {
        this.images = images;
        this.positions = positions;
    }

    @Override
    public Optional<DatasetImage> next() throws IOException {
        return next == positions.length
                ? Optional.empty()
                : Optional.of(images.read(positions[next++]));
    }

    @Override
    public long skip(long count) {
        int skipped = (int) Math.min(positions.length - next, count);
        next += skipped;
        return skipped;
    }
}
