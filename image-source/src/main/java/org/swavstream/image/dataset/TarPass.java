package org.swavstream.image.dataset;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A pass over shards, one after the other; one of them is open at a time. */
final class TarPass implements DatasetPass {

    private final Iterator<TarFile> remaining;
    private final Consumer<String> leftOut;
    private TarShard open;

    /**
     * @param leftOut is told of files that are no images of the data set
     */
    TarPass(List<TarFile> shards, Consumer<String> leftOut) {
        this.remaining = shards.iterator();
        this.leftOut = leftOut;
    }

    @Override
    public Optional<DatasetImage> next() throws IOException {
        while (isOpen()) {
            Optional<DatasetImage> image = open.next();
            if (image.isPresent()) {
                return image;
            }
            close();
        }
        return Optional.empty();
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = 0;
        while (skipped < count && isOpen()) {
            skipped += open.skip(count - skipped);
            if (skipped < count) {
                close();
            }
        }
        return skipped;
    }

    /** Opens the next shard where none is open; false behind the last one. */
    private boolean isOpen() throws IOException {
        if (open == null && remaining.hasNext()) {
            open = new TarShard(remaining.next(), leftOut);
        }
        return open != null;
    }

    @Override
    public void close() throws IOException {
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
