package org.swavstream.operators.evaluation;

import java.io.IOException;
import java.util.Arrays;
import org.swavstream.image.dataset.IndexedImages;

/** Some images of a data set with their classes, in an order. Safe for use by several threads. */
public final class LabelledImages {

    private final String name;
    private final IndexedImages images;
    private final int[] positions;
    private final int[] classes;
    private final BrokenImages broken;

    /**
     * @param name what they are used for, in messages
     * @param images where they are found
     * @param positions which of them these are
     * @param classes their classes, from 0
     */
    LabelledImages(String name, IndexedImages images, int[] positions, int[] classes) {
        this(name, images, positions, classes, new BrokenImages());
    }

    private LabelledImages(
            String name,
            IndexedImages images,
            int[] positions,
            int[] classes,
            BrokenImages broken) {
        this.name = name;
        this.images = images;
        this.positions = positions;
        this.classes = classes;
        this.broken = broken;
    }

    /** Some of these, in another order; what is found broken there is known here too. */
    LabelledImages select(int... numbers) {
        return new LabelledImages(
                name,
                images,
                Arrays.stream(numbers).map(number -> positions[number]).toArray(),
                Arrays.stream(numbers).map(number -> classes[number]).toArray(),
                broken);
    }

    /** What they are used for. */
    public String name() {
        return name;
    }

    /** Their number. */
    public int size() {
        return positions.length;
    }

    /** Their classes. */
    int[] classes() {
        return classes.clone();
    }

    /** Those that could not be decoded so far. */
    public BrokenImages broken() {
        return broken;
    }

    int position(int number) {
        return positions[number];
    }

    int classOf(int number) {
        return classes[number];
    }

    String id(int number) {
        return images.id(positions[number]);
    }

    byte[] encoded(int number) throws IOException {
        return images.encoded(positions[number]);
    }
}
