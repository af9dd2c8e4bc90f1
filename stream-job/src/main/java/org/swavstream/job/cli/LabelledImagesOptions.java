package org.swavstream.job.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.swavstream.image.dataset.Dataset;
import org.swavstream.image.dataset.Datasets;
import org.swavstream.job.console.Console;
import org.swavstream.operators.evaluation.ImageSets;
import picocli.CommandLine.Option;

/** The options of {@code evaluate} that say on which images. */
final class LabelledImagesOptions {

    private static final int LEAST = 2;

    @Option(
            names = "--train",
            required = true,
            paramLabel = "IMAGES",
            description = "labelled images to learn from")
    private String train;

    @Option(
            names = "--test",
            paramLabel = "IMAGES",
            description = "labelled images to classify (default: every fifth image of --train)")
    private String test;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "at most N images of --train and of --test, chosen at random")
    private Integer limit;

    /** Adds what is wrong. */
    void check(List<String> problems) throws IOException {
        if (limit != null) {
            new Ranges(problems).atLeast("--limit", limit, LEAST);
        }
        if (test != null && sameImages()) {
            problems.add(
                    "--test has the images of --train; leave it out, and every fifth of them is"
                            + " kept for the test");
        }
    }

    private boolean sameImages() throws IOException {
        Path one = Path.of(train);
        Path other = Path.of(test);
        return train.equals(test)
                || (Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other));
    }

    /** Finds the images and their classes, and says which files are none. */
    ImageSets sets(long seed, Console console) throws IOException {
        OptionalInt most = limit == null ? OptionalInt.empty() : OptionalInt.of(limit);
        Dataset training = Datasets.open(train);
        Dataset testing = test == null ? null : Datasets.open(test);
        try {
            return testing == null
                    ? ImageSets.split(training, most, seed)
                    : ImageSets.of(training, testing, most, seed);
        } finally {
            // Now: of shards it shows only when they are read.
            sayLeftOut(train, training, console);
            if (testing != null) {
                sayLeftOut(test, testing, console);
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
