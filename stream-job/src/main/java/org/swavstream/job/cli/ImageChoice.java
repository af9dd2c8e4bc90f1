package org.swavstream.job.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import org.swavstream.image.dataset.Dataset;
import org.swavstream.image.dataset.Datasets;
import org.swavstream.job.console.Console;
import org.swavstream.operators.evaluation.ImageSets;

/**
 * Which labelled images an evaluation uses.
 *
 * @param train where those are from which it learns
 * @param test where those are that it classifies; without, every fifth image of {@code train}
 * @param limit at most so many of each, chosen at random
 */
record ImageChoice(String train, Optional<String> test, OptionalInt limit) {

    /** Finds the images and their classes, and says which files are none. */
    ImageSets sets(long seed, Console console) throws IOException {
        Dataset training = Datasets.open(train);
        Dataset testing = test.isEmpty() ? null : Datasets.open(test.get());
        try {
            return testing == null
                    ? ImageSets.split(training, limit, seed)
                    : ImageSets.of(training, testing, limit, seed);
        } finally {
            // Now: of shards it shows only when they are read.
            sayLeftOut(train, training, console);
            if (testing != null) {
                sayLeftOut(test.get(), testing, console);
            }
        }
    }

    /** Says which files of a data set are no images. */
    static void sayLeftOut(String images, Dataset dataset, Console console) {
        if (dataset.leftOut().count() > 0) {
            console.say("Left out of %s: %s".formatted(images, dataset.leftOut()));
        }
    }
}
