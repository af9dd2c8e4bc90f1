package org.swavstream.operators.evaluation;

import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.swavstream.image.dataset.Dataset;
import org.swavstream.image.dataset.IndexedImages;

/**
 * The images of an evaluation.
 *
 * @param train those whose classes are known
 * @param test those that are classified
 * @param classes number of classes
 */
public record ImageSets(LabelledImages train, LabelledImages test, int classes) {

    /** Of one set, every fifth image is for the test. */
    private static final int TEST_EVERY = 5;

    private static final String TRAINING = "training";
    private static final String TEST = "test";

    /**
     * Two sets.
     *
     * @param limit at most so many images of each, chosen at random; the first ones of an endless
     *     set
     * @throws EvaluationException if labels are missing or do not fit, or an endless set has no
     *     limit
     * @throws IOException if a set cannot be read
     */
    public static ImageSets of(Dataset train, Dataset test, OptionalInt limit, long seed)
            throws IOException {
        IndexedImages trainImages = train.index();
        IndexedImages testImages = test.index();
        int[] chosen = chosen(train, trainImages, limit, seed);
        return of(
                classes(train, trainImages, chosen),
                trainImages,
                chosen,
                testImages,
                chosen(test, testImages, limit, seed));
    }

    /**
     * One set, of which every fifth image is for the test; else like {@link #of}.
     *
     * @throws EvaluationException also if there are fewer than five
     */
    public static ImageSets split(Dataset dataset, OptionalInt limit, long seed)
            throws IOException {
        IndexedImages images = dataset.index();
        int[] chosen = chosen(dataset, images, limit, seed);
        if (chosen.length < TEST_EVERY) {
            throw new EvaluationException(
                    "%,d images are too few to keep every fifth for the test; use %d or more, or name others with --test"
                            .formatted(chosen.length, TEST_EVERY));
        }
        ClassNames classes = classes(dataset, images, chosen);
        return of(classes, images, part(chosen, false), images, part(chosen, true));
    }

    private static ImageSets of(
            ClassNames classes,
            IndexedImages trainImages,
            int[] train,
            IndexedImages testImages,
            int[] test) {
        return new ImageSets(
                classes.labelled(TRAINING, trainImages, train),
                classes.labelled(TEST, testImages, test),
                classes.count());
    }

    /** Also those of which a limit chose no image, as the test may have some. */
    private static ClassNames classes(Dataset train, IndexedImages images, int[] chosen) {
        return ClassNames.of(TRAINING, images, train.endless() ? chosen : all(images));
    }

    private static int[] all(IndexedImages images) {
        return IntStream.range(0, images.size()).toArray();
    }

    private static int[] chosen(
            Dataset dataset, IndexedImages images, OptionalInt limit, long seed) {
        if (dataset.endless()) {
            int count =
                    limit.orElseThrow(
                            () ->
                                    new EvaluationException(
                                            "%s has no end; add --limit N"
                                                    .formatted(dataset.name())));
            return IntStream.range(0, count).toArray();
        }
        int[] all = all(images);
        if (limit.isEmpty() || limit.getAsInt() >= all.length) {
            return all;
        }
        int[] shuffled = new Orders(seed).shuffled(all, 0);
        return Arrays.stream(shuffled).limit(limit.getAsInt()).sorted().toArray();
    }

    private static int[] part(int[] positions, boolean test) {
        return IntStream.range(0, positions.length)
                .filter(i -> test == (i % TEST_EVERY == TEST_EVERY - 1))
                .map(i -> positions[i])
                .toArray();
    }
}
