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
        while (open != null || remaining.hasNext()) {
            if (open == null) {
                open = new TarShard(remaining.next(), leftOut);
            }
            Optional<DatasetImage> image = open.next();
            if (image.isPresent()) {
                return image;
            }
            close();
        }
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
