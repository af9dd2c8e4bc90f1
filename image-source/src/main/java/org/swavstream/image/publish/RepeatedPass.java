package org.swavstream.image.publish;

import java.io.IOException;
import java.util.Optional;
import org.swavstream.image.dataset.Dataset;
import org.swavstream.image.dataset.DatasetImage;
import org.swavstream.image.dataset.DatasetPass;
import org.swavstream.image.dataset.ImageOrder;

/** Several passes over a data set as one. */
final class RepeatedPass implements DatasetPass {

    private final Dataset dataset;
    private final ImageOrder order;
    private final long passes;
    private long ended;
    private DatasetPass current;
    private boolean currentIsEmpty = true;

    RepeatedPass(Dataset dataset, ImageOrder order, long passes) throws IOException {
        this.dataset = dataset;
        this.order = order;
        this.passes = passes;
        this.current = dataset.pass(order);
    }

    @Override
    public Optional<DatasetImage> next() throws IOException {
        while (ended < passes) {
            Optional<DatasetImage> image = current.next();
            if (image.isPresent()) {
                currentIsEmpty = false;
                return image;
            }
            endPass();
        }
        return Optional.empty();
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = 0;
        while (skipped < count && ended < passes) {
            long inCurrent = current.skip(count - skipped);
            currentIsEmpty &= inCurrent == 0;
            skipped += inCurrent;
            if (skipped < count) {
                endPass();
            }
        }
        return skipped;
    }

    private void endPass() throws IOException {
        if (currentIsEmpty) {
            throw new IOException(dataset.name() + " holds no image");
        }
        current.close();
        ended++;
        if (ended < passes) {
            current = dataset.pass(order.ofPass(ended));
            currentIsEmpty = true;
        }
    }

    @Override
    public void close() throws IOException {
        current.close();
    }
}
