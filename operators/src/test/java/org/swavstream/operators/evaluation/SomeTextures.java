package org.swavstream.operators.evaluation;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.swavstream.image.dataset.Datasets;
import org.swavstream.image.dataset.IndexedImages;

/** Generated textures of 16 pixels, some of them broken; the labels can be replaced. */
public final class SomeTextures implements IndexedImages {

    private final int size;
    private final Set<Integer> broken;
    private final IndexedImages textures;
    private final boolean readable;
    private final IntFunction<String> labels;

    /**
     * @param broken their positions
     */
    public SomeTextures(int size, int... broken) {
        this(
                size,
                IntStream.of(broken).boxed().collect(Collectors.toSet()),
                textures(),
                true,
                null);
    }

    private SomeTextures(
            int size,
            Set<Integer> broken,
            IndexedImages textures,
            boolean readable,
            IntFunction<String> labels) {
        this.size = size;
        this.broken = broken;
        this.textures = textures;
        this.readable = readable;
        this.labels = labels == null ? textures::label : labels;
    }

    private static IndexedImages textures() {
        try {
            return Datasets.open("textures:16").index();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same, but no file is there. */
    public SomeTextures unreadable() {
        return new SomeTextures(size, broken, textures, false, labels);
    }

    /** The same with other labels. */
    public SomeTextures labelled(IntFunction<String> others) {
        return new SomeTextures(size, broken, textures, readable, others);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public String id(int position) {
        return "image-" + position;
    }

    @Override
    public String label(int position) {
        return labels.apply(position);
    }

    @Override
    public byte[] encoded(int position) throws IOException {
        if (!readable) {
            throw new FileNotFoundException(id(position) + " is gone");
        }
        return broken.contains(position) ? new byte[100] : textures.encoded(position);
    }
}
