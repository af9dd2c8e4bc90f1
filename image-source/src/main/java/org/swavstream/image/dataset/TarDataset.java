package org.swavstream.image.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;

/**
 * WebDataset shards. A shuffled pass shuffles the shards, and the images within a bounded buffer.
 *
 * @param name what it is called
 * @param shards tar files in their order
 */
record TarDataset(String name, List<Path> shards) implements Dataset {

    TarDataset {
        shards = List.copyOf(shards);
    }

    /** Of the shards' names and sizes, below the deepest folder that holds all of them. */
    @Override
    public String fingerprint() throws IOException {
        Path folder = shards.get(0).toAbsolutePath().normalize().getParent();
        for (Path shard : shards) {
            while (!shard.toAbsolutePath().normalize().startsWith(folder)) {
                folder = folder.getParent();
            }
        }
        Path common = folder;
        return FileSizes.fingerprint(
                common,
                shards.stream()
                        .map(shard -> common.relativize(shard.toAbsolutePath().normalize()))
                        .map(FileSizes::portable)
                        .toList());
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.empty();
    }

    @Override
    public TarIndex index() throws IOException {
        return TarIndex.of(shards);
    }

    @Override
    public DatasetPass pass(ImageOrder order) {
        if (order instanceof ImageOrder.Shuffled shuffled) {
            List<Path> inOrder = new ArrayList<>(shards);
            // java.util.Random's numbers are specified, so the order is the same everywhere.
            Collections.shuffle(inOrder, new Random(shuffled.seed()));
            return new ShuffleBuffer(new TarPass(inOrder), shuffled.seed());
        }
        return new TarPass(shards);
    }
}
