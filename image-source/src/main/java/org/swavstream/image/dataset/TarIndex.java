package org.swavstream.image.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Where the images of tar shards lie; none of them is held. */
final class TarIndex implements IndexedImages {

    private final List<TarImage> images;

    private TarIndex(List<TarImage> images) {
        this.images = images;
    }

    /**
     * Reads the headers and labels of all shards.
     *
     * @param leftOut is told of files that are no images of the data set
     * @throws DatasetException if one of them is broken
     */
    static TarIndex of(List<TarFile> shards, Consumer<String> leftOut) throws IOException {
        List<TarImage> images = new ArrayList<>();
        for (TarFile file : shards) {
            try (TarShard shard = new TarShard(file, leftOut)) {
                Optional<TarImage> image = shard.nextImage();
                for (; image.isPresent(); image = shard.nextImage()) {
                    images.add(image.get());
                }
            }
        }
        return new TarIndex(images);
    }

    @Override
    public int size() {
        return images.size();
    }

    @Override
    public String id(int position) {
        return images.get(position).id();
    }

    @Override
    public String label(int position) {
        return images.get(position).label();
    }

    @Override
    public byte[] encoded(int position) throws IOException {
        return images.get(position).encoded();
    }
}
