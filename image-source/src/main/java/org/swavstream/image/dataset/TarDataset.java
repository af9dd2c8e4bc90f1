package org.swavstream.image.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * WebDataset shards. A shuffled pass shuffles the shards, and the images within a bounded buffer.
 */
final class TarDataset implements Dataset {

    private final String name;
    private final Path folder;
    private final List<TarFile> shards;
    private final ConcurrentSkipListSet<String> leftOut = new ConcurrentSkipListSet<>();

    /**
     * @param name what it is called
     * @param files tar files in their order
     */
    TarDataset(String name, List<Path> files) {
        this.name = name;
        this.folder = common(files);
        this.shards = files.stream().map(file -> new TarFile(file, name(file))).toList();
    }

    private String name(Path file) {
        return folder.relativize(normal(file)).toString();
    }

    /** The deepest folder that holds all files. */
    private static Path common(List<Path> files) {
        Path folder = normal(files.get(0)).getParent();
        for (Path file : files) {
            while (!normal(file).startsWith(folder)) {
                folder = folder.getParent();
            }
        }
        return folder;
    }

    private static Path normal(Path file) {
        return file.toAbsolutePath().normalize();
    }

    @Override
    public String name() {
        return name;
    }

    /** Of the shards' names and sizes. */
    @Override
    public String fingerprint() throws IOException {
        FileSizes sizes = new FileSizes();
        for (TarFile shard : shards) {
            sizes.add(shard.name(), Files.size(shard.path()));
        }
        return sizes.fingerprint();
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.empty();
    }

    /** What passes and indexes have come upon so far. */
    @Override
    public LeftOutFiles leftOut() {
        return LeftOutFiles.of(leftOut);
    }

    @Override
    public TarIndex index() throws IOException {
        return TarIndex.of(shards, leftOut::add);
    }

    @Override
    public DatasetPass pass(ImageOrder order) {
        List<TarFile> inOrder = new ArrayList<>(shards);
        if (order instanceof ImageOrder.Shuffled shuffled) {
            // java.util.Random's numbers are specified, so the order is the same everywhere.
            Collections.shuffle(inOrder, new Random(shuffled.seed()));
            return new ShuffleBuffer(new TarPass(inOrder, leftOut::add), shuffled.seed());
        }
        return new TarPass(inOrder, leftOut::add);
    }
}
