package org.swavstream.image.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** A pass over shards, one after the other; one of them is open at a time. */
final class TarPass implements DatasetPass {

    private final Iterator<Path> remaining;
    private TarShard open;

    TarPass(List<Path> shards) {
        this.remaining = shards.iterator();
    }

    @Override
    public Optional<DatasetImage> next() throws IOException {
        while (open != null || remaining.hasNext()) {
            if (open == null) {
                open = new TarShard(remaining.next());
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
