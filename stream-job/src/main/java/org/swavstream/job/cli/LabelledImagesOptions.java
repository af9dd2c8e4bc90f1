package org.swavstream.job.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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

    ImageChoice choice() {
        return new ImageChoice(
                train,
                Optional.ofNullable(test),
                limit == null ? OptionalInt.empty() : OptionalInt.of(limit));
    }
}
