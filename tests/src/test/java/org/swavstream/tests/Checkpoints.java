package org.swavstream.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The checkpoints that jobs left behind. */
final class Checkpoints {

    private Checkpoints() {}

    /**
     * The newest complete one of all jobs that wrote into {@code folder}. A job that goes on from a
     * checkpoint goes on with its numbers.
     */
    static String latest(Path folder) throws IOException {
        List<String> all = all(folder);
        return all.get(all.size() - 1);
    }

    /** All complete ones in {@code folder}, the oldest first. */
    static List<String> all(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.endsWith("_metadata"))
                    .map(Path::getParent)
                    .sorted(Comparator.comparingInt(Checkpoints::number))
                    .map(checkpoint -> checkpoint.toUri().toString())
                    .toList();
        }
    }

    private static int number(Path checkpoint) {
        return Integer.parseInt(checkpoint.getFileName().toString().replace("chk-", ""));
    }
}
